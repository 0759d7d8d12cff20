const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words that cannot be names, by the language that reserves them; a dataset's name becomes a name in each of them. */
export const reservedWords: Readonly<Record<string, ReadonlySet<string>>> = {
  Python: words(`and as assert async await break class continue def del elif else except false finally for from
    global if import in is lambda none nonlocal not or pass raise return true try while with yield`),
  TypeScript: words(`arguments await break case catch class const continue debugger default delete do else enum eval
    export extends false finally for function if implements import in instanceof interface let new null package private
    protected public return static super switch this throw true try typeof undefined var void while with yield`),
  SQL: words(`all alter and any array as asc authorization begin between by case cast check collate column commit
    constraint create cross current cube current_date current_time current_timestamp current_user database date delete
    desc describe distinct drop else end escape except exists explain external extract false fetch filter for foreign
    from full function global grant group grouping having in inner insert intersect interval into is join lateral
    leading left like limit local minus natural no not null of offset on only or order out outer overlaps partition
    position primary qualify range references revoke right rollback rollup row rows select session_user set show some
    start table tablesample then time timestamp to trailing true truncate union unique unknown update user using values
    view when where window with within`),
};

/** The languages in which `name` is a word of their own. */
export function languagesThatReserve(name: string): readonly string[] {
  return Object.entries(reservedWords)
    .filter(([, reserved]) => reserved.has(name.toLowerCase()))
    .map(([language]) => language);
}
