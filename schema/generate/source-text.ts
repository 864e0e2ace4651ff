import { format, resolveConfig } from "prettier";

/** First line of a generated source file. */
export function generatedFrom(source: string): string {
  return `// Generated from ${source} by \`npm run generate\`. Do not edit.`;
}

/** The file at `path`, laid out as every other file of its kind. */
export async function formatted(sections: readonly string[], path: string): Promise<string> {
  return format(sections.join("\n\n"), { ...(await resolveConfig(path)), filepath: path });
}

export function interfaceOf(name: string, description: string, members: readonly string[]): string {
  return `${comment([description])}\nexport interface ${name} {\n${members.join("\n")}\n}`;
}

/** Prettier leaves comments alone, so long lines of prose are broken here; code keeps its own. */
export function comment(paragraphs: readonly string[]): string {
  const lines = paragraphs.flatMap((paragraph, index) => [
    ...(index === 0 ? [] : [""]),
    ...paragraph.split("\n").flatMap((line) => (paragraph.startsWith("```") ? [line] : broken(line))),
  ]);
  if (lines.length === 1) return `/** ${lines[0]} */`;
  return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
}

const commentWidth = 112;

function broken(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= commentWidth)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
