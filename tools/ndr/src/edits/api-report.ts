/** The report of what a library exports with one constant more; unchanged when it is there. */
export function addToApiReport(report: string, name: string, type: string): string {
  return addDeclaration(report, name, `const ${name}: ${type}`);
}

/** The report with one declaration more, where it belongs by the order of names; unchanged when it is there. */
export function addDeclaration(report: string, name: string, declaration: string): string {
  if (exportsOf(report).some((each) => each.name === name)) return report;
  const entry = `// @public\nexport ${declaration};\n\n`;
  const later = exportsOf(report).find((each) => compare(each.name, name) > 0);
  const index = later?.index ?? report.indexOf('// (No @packageDocumentation');
  return index === -1 ? report : report.slice(0, index) + entry + report.slice(index);
}

/** The report without a constant. */
export function removeFromApiReport(report: string, name: string): string {
  return report.replace(new RegExp(`^// @public\\nexport const ${name}: .*;\\n\\n`, 'm'), '');
}

/** What a report lists, each with where its entry starts. */
function exportsOf(report: string): readonly { readonly name: string; readonly index: number }[] {
  const entry = /^\/\/ @public.*\nexport (?:declare )?(?:const|function|type|interface|class) (\w+)/gm;
  return [...report.matchAll(entry)].map(({ 1: name = '', index }) => ({ name, index }));
}

/** API Extractor's order: that of the letters, whatever their case. */
function compare(a: string, b: string): number {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one < other ? -1 : Number(one > other);
}
