package org.almagest.exec.function;

import java.util.Set;

/// The functions by subject. A group is registered when a name of it is first looked up: making all
/// of them costs more than a small query.
enum FunctionGroup {
    ARITHMETIC("+ - * / // % ^ neg mod"),
    EXACT("abs sign & | # xor bitnot << >> bit_count gcd lcm factorial"),
    MATH("floor ceil ceiling trunc round sqrt degrees radians cbrt exp ln log log10 log2 sin cos tan cot asin acos atan"
            + " sinh cosh tanh asinh acosh atanh power pow atan2 hypot isnan isinf isfinite pi random"),
    MORE_MATH("gamma lgamma erf erfc even nextafter signbit div width_bucket"),
    DEGREE("sind cosd tand cotd asind acosd atand atan2d"),
    TEXT(
            "length char_length character_length len octet_length bit_length substring substr left right split_part || concat"
                    + " concat_ws overlay repeat lpad rpad ascii unicode chr to_hex md5 sha256"),
    TEXT_CHANGE("upper ucase lower lcase initcap reverse replace translate trim btrim ltrim rtrim strpos instr position"
            + " contains starts_with prefix ends_with suffix"),
    TEXT_CODE("encode decode hex to_hex unhex from_hex base64 to_base64 from_base64 bin to_binary to_base quote_literal"
            + " quote_ident url_encode url_decode strip_accents nfc_normalize"),
    TEXT_SIMILARITY("levenshtein editdist3 damerau_levenshtein hamming mismatches jaccard jaro_similarity"
            + " jaro_winkler_similarity"),
    FORMAT("printf format"),
    PATTERN(
            "~ ~* #similar regexp_matches regexp_like regexp_full_match regexp_count regexp_instr regexp_substr regexp_escape"
                    + " regexp_replace regexp_extract"),
    DATE("date_part datepart date_trunc datetrunc date_diff datediff epoch jd mjd strftime strptime make_date"
            + " make_timestamp to_timestamp jd_to_timestamp mjd_to_timestamp now current_timestamp localtimestamp"
            + " current_date today current_time transaction_timestamp"
            + " statement_timestamp weekday weekofyear year quarter month week day dayofmonth dayofweek isodow dayofyear hour"
            + " minute second millisecond microsecond decade century isoyear add_months add_microseconds"),
    TEMPLATE("to_char to_date to_timestamp"),
    INTERVAL(
            "+ - * / neg date_part datepart epoch year quarter month day hour minute second millisecond microsecond decade"
                    + " century age date_add to_months to_quarters to_years to_decades to_centuries to_millennia to_days to_weeks"
                    + " to_microseconds to_milliseconds to_seconds to_minutes to_hours justify_hours justify_days justify_interval"
                    + " make_interval #length"),
    CALENDAR(
            "last_day dayname monthname yearweek era julian epoch epoch_ms epoch_us epoch_ns date_sub datesub time_bucket"
                    + " range generate_series make_timestamp make_time try_strptime timezone hour minute second millisecond microsecond"),
    SKY("distance in_cone ivo_healpix_index hms_to_deg dms_to_deg"),
    ARRAY(
            "list_value element array_extract list_extract list_element array_slice list_slice array_length list_length len"
                    + " length cardinality array_upper array_ndims array_append list_append array_push_back array_prepend"
                    + " list_prepend array_concat array_cat list_concat list_cat || array_reverse list_reverse array_resize"
                    + " list_resize array_where list_where array_select list_select range generate_series"),
    ARRAY_SEARCH(
            "array_contains list_contains array_has list_has array_position list_position array_indexof list_indexof"
                    + " array_positions list_positions array_remove list_remove array_replace list_replace array_has_any"
                    + " list_has_any array_has_all list_has_all array_intersect list_intersect"),
    ARRAY_SUMMARY(
            "list_sum list_avg list_product list_median list_var_pop list_var_samp list_stddev_pop list_stddev_samp"
                    + " list_min list_max list_first list_last list_any_value list_count list_bool_and list_bool_or array_sum"
                    + " array_avg array_product array_median array_min array_max array_first array_last array_count"
                    + " array_any_value"),
    ARRAY_ORDER("array_sort list_sort array_reverse_sort list_reverse_sort array_grade_up list_grade_up array_distinct"
            + " list_distinct array_unique list_unique"),
    ARRAY_MEASURE(
            "array_inner_product list_inner_product array_dot_product list_dot_product array_distance list_distance"
                    + " array_cosine_similarity list_cosine_similarity array_cosine_distance list_cosine_distance"),
    ARRAY_TEXT("array_to_string list_string_agg string_to_array string_split str_split split regexp_split_to_array"
            + " string_split_regex str_split_regex regexp_extract_all"),
    ARRAY_COMPARISON("=any =all <>any <>all <any <all <=any <=all >any >all >=any >=all"),
    ROW_COUNT("#rows"),
    VALUE("greatest least typeof pg_typeof");

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
            case MORE_MATH -> MoreMathFunctions.register(catalog);
            case DEGREE -> DegreeFunctions.register(catalog);
            case TEXT -> TextFunctions.register(catalog);
            case TEXT_CHANGE -> TextChangeFunctions.register(catalog);
            case TEXT_CODE -> TextCodeFunctions.register(catalog);
            case TEXT_SIMILARITY -> TextSimilarity.register(catalog);
            case FORMAT -> FormatFunctions.register(catalog);
            case PATTERN -> PatternFunctions.register(catalog);
            case DATE -> DateFunctions.register(catalog);
            case TEMPLATE -> TemplateFunctions.register(catalog);
            case INTERVAL -> IntervalFunctions.register(catalog);
            case CALENDAR -> CalendarFunctions.register(catalog);
            case SKY -> SkyFunctions.register(catalog);
            case ARRAY -> ArrayFunctions.register(catalog);
            case ARRAY_SEARCH -> ArraySearch.register(catalog);
            case ARRAY_SUMMARY -> ArraySummaries.register(catalog);
            case ARRAY_ORDER -> ArrayOrders.register(catalog);
            case ARRAY_MEASURE -> ArrayMeasures.register(catalog);
            case ARRAY_TEXT -> ArrayTexts.register(catalog);
            case ARRAY_COMPARISON -> ArrayComparisons.register(catalog);
            case ROW_COUNT -> RowCount.register(catalog);
            case VALUE -> ValueFunctions.register(catalog);
        }
        return catalog;
    }
}
