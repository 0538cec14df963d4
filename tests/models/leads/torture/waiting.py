"""Files that are not read as they should be yet."""

NAMES: frozenset[str] = frozenset(
    """
    binary-named-new.xlsx cell-too-huge.csv cells.ods days-that-are-none.xlsx
    end-sign-of-dos.csv endless-number.xlsx locale-austrian.csv locale-chinese.csv
    locale-czech.csv locale-finnish.csv locale-french-windows.csv locale-french-words.csv
    locale-french.csv locale-greek.csv locale-hungarian.csv locale-japanese.csv
    locale-norwegian.csv locale-polish.csv locale-russian.csv locale-swedish.csv
    locale-turkish.csv long-ids-as-numbers.xlsx named-new.xlsx named-old-open.xls
    named-old.xls negative-shared-text.xlsx old-named-newer.xlsx one-line.csv sep-alone.csv
    shared-text-no-number.xlsx single-quotes.csv spaces-before-quotes.csv zip-codes.xls
    """.split()
)
