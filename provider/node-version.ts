/*
 * Imported before anything else, and importing nothing: on an older Node.js the rest fails, at the latest in the middle
 * of a deployment. The stored line needs `require` of an ES module, which Node warns of before 22.13.
 */
const oldest = [22, 13] as const;

/** What is wrong with the version of Node.js that runs this, in a sentence. */
export function nodeVersionFault(node = process.versions.node): string | undefined {
  const [major = 0, minor = 0] = node.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
  return `pulumi-dynamics365 needs Node.js ${oldest.join(".")} or newer, and this is ${node}. Do this: Install Node.js 24, and put it first on PATH. [node-version]`;
}
