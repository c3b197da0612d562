package org.almagest.exec.evaluate;

import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.columnar.vector.TextDictionary;

/// The results of an operation for every entry of a dictionary, kept while batches share it.
///
/// ```text
/// upper(flag)   dictionary  0 'n', 1 'y'      table  0 'N', 1 'Y'
///               codes       1 0 0 1     =>    codes  1 0 0 1 over the table as a dictionary
/// length(flag)                                values gathered by code: 1 1 1 1
/// ```
///
/// Serves where one input is text with a dictionary of at most [LiveRows#MAX_ENTRIES] entries and
/// the others are constants that stay the same. An operation that fails for some entry is not
/// tabled: perhaps no row that counts has that entry.
final class DictionaryTable {
    private final RowsKernel kernel;
    private final DataType type;
    private TextDictionary dictionary;
    private ColumnVector[] constants = new ColumnVector[0];
    private ColumnVector entries;
    private TextDictionary textEntries;
    private boolean usable;
    private final LiveRows live = new LiveRows();

    DictionaryTable(RowsKernel kernel, DataType type) {
        this.kernel = kernel;
        this.type = type;
    }

    /// Answers whether the inputs fit, and makes the table if it is not there yet.
    boolean serves(ColumnVector[] inputs) {
        int varying = varying(inputs);
        if (varying < 0) {
            return false;
        }
        Optional<TextDictionary> shared = ((TextColumnVector) inputs[varying]).dictionary();
        if (shared.isEmpty()
                || shared.get().size() > LiveRows.MAX_ENTRIES
                || shared.get().size() == 0) {
            return false;
        }
        if (shared.get() != dictionary || !sameConstants(inputs, varying)) {
            dictionary = shared.get();
            remember(inputs, varying);
            usable = tabulate(inputs, varying);
        }
        return usable;
    }

    /// Answers which input varies, -1 unless exactly one does and is text.
    private static int varying(ColumnVector[] inputs) {
        int varying = -1;
        for (int i = 0; i < inputs.length; i++) {
            if (!inputs[i].isConstant()) {
                if (varying >= 0 || !(inputs[i] instanceof TextColumnVector)) {
                    return -1;
                }
                varying = i;
            }
        }
        return varying;
    }

    private void remember(ColumnVector[] inputs, int varying) {
        constants = new ColumnVector[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            if (i != varying) {
                constants[i] = copy(inputs[i]);
            }
        }
    }

    private static ColumnVector copy(ColumnVector constant) {
        if (constant instanceof ArrayColumnVector) {
            return constant;
        }
        ColumnVector copy = ColumnVector.allocate(constant.physicalType(), 1);
        copy.copyRow(constant, 0, 0);
        copy.setConstant(true);
        return copy;
    }

    private boolean sameConstants(ColumnVector[] inputs, int varying) {
        for (int i = 0; i < inputs.length; i++) {
            if (i != varying
                    && (i >= constants.length
                            || constants[i] == null
                            || !RowOrder.sameBits(constants[i], 0, inputs[i], 0))) {
                return false;
            }
        }
        return true;
    }

    private boolean tabulate(ColumnVector[] inputs, int varying) {
        int size = dictionary.size();
        TextColumnVector every = new TextColumnVector(size);
        every.useDictionary(dictionary);
        for (int code = 0; code < size; code++) {
            every.codes()[code] = code;
        }
        ColumnVector[] over = inputs.clone();
        over[varying] = every;
        entries = ColumnVector.allocate(type, size);
        try {
            kernel.compute(over, entries, LiveRows.every(size), size);
        } catch (AlmagestException wrong) {
            return false;
        }
        if (entries instanceof TextColumnVector text) {
            textEntries = new TextDictionary(text.bytes(), text.offsets(), size);
        }
        return true;
    }

    /// Fills the result for the rows of `input` that count.
    void gather(ColumnVector[] inputs, Batch input, ColumnVector result) {
        TextColumnVector text = (TextColumnVector) inputs[varying(inputs)];
        Nulls.copy(text, result, input.rowCount());
        live.gather(input, text);
        int[] codes = text.codes();
        if (result instanceof TextColumnVector out) {
            out.useDictionary(textEntries);
            System.arraycopy(codes, 0, out.codes(), 0, input.rowCount());
        } else {
            Gather.byCode(entries, codes, live.rows(), live.count(), result);
        }
        if (entries.hasNulls()) {
            for (int i = 0; i < live.count(); i++) {
                int row = live.rows()[i];
                if (entries.isNull(codes[row])) {
                    result.setNull(row);
                }
            }
        }
    }
}
