package org.almagest.columnar.cluster;

/// Finds out whether the rows of a load come nearly in order already, by what pages of them would
/// span. Then a sort gains little, and they may pass.
///
/// A page of rows that are in order overlaps no other one; where pages overlap two others on
/// average, a narrow query reads three pages instead of one, and rows are sorted from then on. It
/// looks again whenever the pages have doubled. Thread-safe.
final class OrderSurvey {
    /// So many pages are seen before the first judgement: two row groups.
    private static final int LEAST_PAGES = 16;

    private static final double MOST_OVERLAP = 2;

    private final KeySpans seen = new KeySpans();
    private int nextJudgement = LEAST_PAGES;
    private boolean nearlyInOrder;
    private boolean decidedAgainst;

    /// Takes what a part spans.
    synchronized void add(KeySpans part) {
        if (decidedAgainst) {
            return;
        }
        seen.addAll(part);
        if (seen.pages() >= nextJudgement) {
            nextJudgement = 2 * seen.pages();
            nearlyInOrder = seen.overlap() <= MOST_OVERLAP;
            decidedAgainst = !nearlyInOrder;
        }
    }

    /// Answers whether parts that start now may pass unsorted.
    synchronized boolean isNearlyInOrder() {
        return nearlyInOrder;
    }
}
