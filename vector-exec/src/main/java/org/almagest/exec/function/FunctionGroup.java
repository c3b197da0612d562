package org.almagest.exec.function;

import java.util.Set;

/// The functions by subject. A group is registered when a name of it is first looked up: making all
/// of them costs more than a small query.
enum FunctionGroup {
    ARITHMETIC("+ - * / // % ^ neg mod"),
    EXACT("abs sign & | # xor bitnot << >> bit_count gcd lcm factorial"),
    MATH("floor ceil ceiling trunc round sqrt degrees radians cbrt exp ln log log10 log2 sin cos tan cot asin acos atan"
            + " sinh cosh tanh asinh acosh atanh power pow atan2 hypot isnan isinf isfinite pi random"),
    TEXT(
            "length char_length character_length len octet_length bit_length substring substr left right split_part || concat"
                    + " concat_ws overlay repeat lpad rpad ascii unicode chr to_hex md5 sha256"),
    TEXT_CHANGE("upper ucase lower lcase initcap reverse replace translate trim btrim ltrim rtrim strpos instr position"
            + " contains starts_with prefix ends_with suffix"),
    PATTERN("~ ~* regexp_matches regexp_replace regexp_extract"),
    DATE("date_part datepart date_trunc datetrunc date_diff datediff epoch jd mjd strftime strptime make_date"
            + " make_timestamp to_timestamp jd_to_timestamp mjd_to_timestamp now current_timestamp localtimestamp"
            + " current_date today current_time year quarter month week day dayofmonth dayofweek isodow dayofyear hour"
            + " minute second millisecond microsecond decade century isoyear add_months add_microseconds"),
    SKY("distance in_cone ivo_healpix_index hms_to_deg dms_to_deg"),
    VALUE("greatest least typeof pg_typeof element array_extract list_extract array_length len cardinality");

    private final Set<String> names;

    FunctionGroup(String names) {
        this.names = Set.of(names.split(" "));
    }

    /// Answers the names of the group's functions and operators.
    Set<String> names() {
        return names;
    }

    /// Makes the group's overloads.
    Catalog load() {
        Catalog catalog = new Catalog();
        switch (this) {
            case ARITHMETIC -> ArithmeticFunctions.register(catalog);
            case EXACT -> ExactFunctions.register(catalog);
            case MATH -> MathFunctions.register(catalog);
            case TEXT -> TextFunctions.register(catalog);
            case TEXT_CHANGE -> TextChangeFunctions.register(catalog);
            case PATTERN -> PatternFunctions.register(catalog);
            case DATE -> DateFunctions.register(catalog);
            case SKY -> SkyFunctions.register(catalog);
            case VALUE -> ValueFunctions.register(catalog);
        }
        return catalog;
    }
}
