package org.almagest.optimizer.rule.join;

import java.util.BitSet;

/// The shape of a tree of joins over inputs that are counted from 1.
///
/// ```text
/// ((1 3) 2)    the first input is joined to the third, and both to the second
/// ```
public sealed interface JoinTree {
    int MOST_INPUTS = 62;

    /// One input.
    record Input(int number) implements JoinTree {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public String toString() {
            return Integer.toString(number);
        }
    }

    /// Two trees joined.
    record Pair(JoinTree left, JoinTree right) implements JoinTree {
        @Override
        public int size() {
            return left.size() + right.size();
        }

        @Override
        public String toString() {
            return "(" + left + " " + right + ")";
        }
    }

    /// Answers how many inputs there are.
    int size();

    /// Reads a tree.
    ///
    /// @throws IllegalArgumentException says what is wrong with the text
    static JoinTree parse(String text) {
        Reading reading = new Reading(text);
        JoinTree tree = reading.tree();
        reading.end(tree.size());
        return tree;
    }

    /// A text that is being read.
    final class Reading {
        private final String text;
        private final BitSet seen = new BitSet();
        private int at;

        private Reading(String text) {
            this.text = text;
        }

        private JoinTree tree() {
            skipBlanks();
            if (at < text.length() && text.charAt(at) == '(') {
                at++;
                if (seen.cardinality() > MOST_INPUTS || at > 8 * MOST_INPUTS) {
                    throw new IllegalArgumentException("at most " + MOST_INPUTS + " inputs are joined");
                }
                JoinTree left = tree();
                JoinTree right = tree();
                skipBlanks();
                if (at == text.length() || text.charAt(at) != ')') {
                    throw new IllegalArgumentException("')' is missing at character " + (at + 1));
                }
                at++;
                return new Pair(left, right);
            }
            return input();
        }

        private JoinTree input() {
            int start = at;
            while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0 && at - start < 3) {
                at++;
            }
            if (at == start) {
                throw new IllegalArgumentException("a number or '(' is missing at character " + (at + 1));
            }
            int number = Integer.parseInt(text.substring(start, at));
            if (number < 1 || number > MOST_INPUTS || seen.get(number)) {
                throw new IllegalArgumentException(
                        "inputs are counted from 1 to at most " + MOST_INPUTS + ", each comes once: " + number);
            }
            seen.set(number);
            return new Input(number);
        }

        private void end(int size) {
            skipBlanks();
            if (at < text.length()) {
                throw new IllegalArgumentException("the tree ends before character " + (at + 1));
            }
            if (seen.length() != size + 1) {
                throw new IllegalArgumentException("an input is left out: " + seen.nextClearBit(1));
            }
        }

        private void skipBlanks() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }
    }
}
