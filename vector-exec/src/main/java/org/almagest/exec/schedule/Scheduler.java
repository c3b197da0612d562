package org.almagest.exec.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.almagest.columnar.kernel.KernelSet;

/// The worker threads of a process and the tasks that take turns on them.
///
/// ```text
/// groups with runnable tasks   (q1) (q2) (q3)        one lock, held for a queue operation only
/// a worker takes the first group, the first task of it, puts the group last, runs one step
/// ```
///
/// Workers are daemon threads that nobody interrupts: an interrupted reader would close its file
/// for everyone. Steps are long (a morsel or some milliseconds), so the one lock is never hot.
public final class Scheduler implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Scheduler.class.getName());

    /// How long a worker that leaves its core to the warm-up of kernels waits before it looks again.
    private static final long REST_NANOS = 5_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final ArrayDeque<TaskGroup> turns = new ArrayDeque<>();
    private final List<Thread> workers = new ArrayList<>();
    private final int threads;
    private int busy;
    private boolean closed;

    /// Makes a scheduler of so many workers; they start with the first task.
    public Scheduler(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a scheduler needs at least one thread: " + threads);
        }
        this.threads = threads;
    }

    public int threads() {
        return threads;
    }

    /// Makes the group of a query's tasks.
    public TaskGroup group() {
        return new TaskGroup(this);
    }

    /// Answers how many workers are in a step now.
    public int busyWorkers() {
        lock.lock();
        try {
            return busy;
        } finally {
            lock.unlock();
        }
    }

    void submit(TaskGroup group, Task task) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the scheduler is closed");
            }
            if (workers.size() < threads) {
                startWorker();
            }
            enqueue(group, task);
        } finally {
            lock.unlock();
        }
    }

    void wake(TaskGroup group, Task task) {
        lock.lock();
        try {
            switch (task.place) {
                case PARKED -> enqueue(group, task);
                case RUNNING -> task.place = Task.Place.RUNNING_WOKEN;
                case UNSUBMITTED, RUNNABLE, RUNNING_WOKEN, ENDED -> {}
            }
        } finally {
            lock.unlock();
        }
    }

    private void startWorker() {
        Thread worker = new Thread(this::work, "almagest-worker-" + workers.size());
        worker.setDaemon(true);
        workers.add(worker);
        worker.start();
    }

    private void enqueue(TaskGroup group, Task task) {
        task.place = Task.Place.RUNNABLE;
        if (group.runnable.isEmpty()) {
            turns.addLast(group);
        }
        group.runnable.addLast(task);
        work.signal();
    }

    private void work() {
        lock.lock();
        try {
            while (true) {
                if (busy > 0 && busy == threads - 1 && !closed && KernelSet.isWarmingUp()) {
                    rest();
                    continue;
                }
                TaskGroup group = turns.pollFirst();
                if (group == null) {
                    if (closed) {
                        return;
                    }
                    work.awaitUninterruptibly();
                    continue;
                }
                Task task = group.runnable.pollFirst();
                if (!group.runnable.isEmpty()) {
                    turns.addLast(group);
                }
                run(group, task);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Leaves a core to the warm-up of kernels: the last free worker waits a little. Queries gain
    /// more from compiled kernels than they lose by it.
    private void rest() {
        try {
            work.awaitNanos(REST_NANOS);
        } catch (InterruptedException nobodyDoes) {
            LOG.log(System.Logger.Level.WARNING, "a worker was interrupted and goes on", nobodyDoes);
        }
    }

    /// Runs one step with the lock released.
    private void run(TaskGroup group, Task task) {
        task.place = Task.Place.RUNNING;
        busy++;
        lock.unlock();
        Step step = Step.DONE;
        try {
            step = task.step();
        } catch (Throwable bug) {
            LOG.log(System.Logger.Level.ERROR, "a task ended by an exception that it did not report", bug);
        } finally {
            lock.lock();
            busy--;
        }
        switch (step) {
            case DONE -> task.place = Task.Place.ENDED;
            case AGAIN -> enqueue(group, task);
            case BLOCKED -> {
                if (task.place == Task.Place.RUNNING_WOKEN) {
                    enqueue(group, task);
                } else {
                    task.place = Task.Place.PARKED;
                }
            }
        }
    }

    /// Lets the workers end once nothing is runnable; parked tasks stay parked for ever.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
