"""Words that some database keeps for itself: columns of such a name are quoted everywhere."""

from __future__ import annotations

RESERVED = frozenset(
    """
    aborted absent accessible account action add after all allocate alter analyse analyze and any
    anti array as asc asensitive assert_rows_modified at atomic authorization backup bad before
    begin between bigint binary blob body both boolean break browse bulk by call cascade cascaded
    case cast change char character check checkpoint close cluster clustered coalesce collate
    collation collect column comment commit compute concat concurrently condition connect
    connection constraint contains containstable continue convert copy count create cross cube
    cume_dist current current_date current_role current_time current_timestamp current_user cursor
    data database databases date day dbcc deallocate dec decimal declare default deferrable
    deferred define delayed delete delta dense_rank deny desc describe detach deterministic
    disable disk distinct distinctrow distributed div do double drop dual dump each else elseif
    empty enable enclosed encode encrypt end end_exec enum errlvl escape escaped every except
    exclude exclusive exec execute exists exit explain external extract fail false fetch file
    fillfactor filter first first_value float float4 float8 following for foreign freespace
    freetext freetexttable freeze from full fulltext function general generated get glob global
    grant group grouping groups gscluster hash having high_priority holdlock hour identity if
    ignore ilike immediate in increment index indexed infile initially inner inout insensitive
    insert instead int integer intersect intersection interval into is isnull issue iterate join
    json json_table key keys kill lag lambda language last last_value lateral lead leading leave
    left level like limit linear lineno lines load localtime localtimestamp lock long longblob
    longtext loop low_priority match materialized maxvalue merge minus minute mod modifies month
    name national natural new no nocheck nonclustered not nothing notnull null nulls number
    numeric of off offline offset offsets oid old on online only open openquery openrowset option
    optionally or order ordinality organization others out outer outfile over overlaps page
    parallel partition pause percent percent_rank period pivot placing plan policy position pragma
    preceding precision primary print proc procedure proto public purge qualify query raise
    raiserror range rank raw read reads readtext real recluster reconfigure recover recursive
    references referencing regexp reindex release rename repeat replace replication require
    resignal resource respect restore restrict result return returning revert revoke right rlike
    role rollback rollup row row_number rowcount rowguidcol rownum rows rule sample save savepoint
    schema schemas second section security select semi sensitive separator session session_user
    set setuser show shutdown signal similar some specific sql start state statement statistics
    stored struct symmetric sysdate system system_user tables table tablesample tag temp template
    temporary terminated text textsize then time timestamp timezone tinyint to top trailing tran
    transaction treat trigger true truncate try_cast tsequal type unbounded undo union unique
    unlock unnest unpivot unsigned until update updatetext usage use user using vacuum value
    values varchar variadic varying verbose view virtual waitfor when whenever where while window
    with within without write writetext xml xor year zerofill zone
    """.split()
)
