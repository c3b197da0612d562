package org.almagest.columnar.encoding;

/// The encoders of one column that keep something between looking at a page and writing it. One
/// thread.
final class PageEncoders {
    private final AlpEncoder alp = new AlpEncoder();
    private final PageValues chunk;
    private AlpRdEncoder alpRd;
    private NumberedEncoder numbered;
    private FsstEncoder fsst;
    private boolean trained;

    PageEncoders(PageValues chunk) {
        this.chunk = chunk;
    }

    /// Comes when the values of the chunk change: symbols of text are found anew.
    void begin() {
        trained = false;
    }

    AlpEncoder alp() {
        return alp;
    }

    AlpRdEncoder alpRd() {
        if (alpRd == null) {
            alpRd = new AlpRdEncoder();
        }
        return alpRd;
    }

    NumberedEncoder numbered() {
        if (numbered == null) {
            numbered = new NumberedEncoder();
        }
        return numbered;
    }

    /// Answers the encoder with the symbols of the chunk.
    FsstEncoder fsst() {
        if (fsst == null) {
            fsst = new FsstEncoder();
        }
        if (!trained) {
            fsst.train(chunk);
            trained = true;
        }
        return fsst;
    }
}
