package org.almagest.cli.demo.show;

/// One question of the demonstration.
///
/// @param sentence what an astronomer wants to know
/// @param sql how to ask it
/// @param answer how the answer is shown
record Question(String sentence, String sql, Answer answer) {
    /// How an answer is shown.
    enum Answer {
        /// As a table.
        TABLE,
        /// As bars: a label and a count in each row.
        BARS,
        /// As a picture: x bin, y bin and count in each row.
        PICTURE,
        /// As the lines that they are.
        LINES
    }
}
