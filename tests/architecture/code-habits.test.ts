import { expect } from "chai";
import ts from "typescript";
import { literalText, nodesOf, placesOf, sourcesBelow } from "./source-tree.ts";

const provider = sourcesBelow("provider");

describe("code of the provider", function () {
  this.timeout(60_000);

  it("does not ask whether a resource is new: reconcile observes", () => {
    const asks = /^(isNew|isCreate|isUpdate|isCreating)$/;
    expect(placesOf(provider, (node) => ts.isIdentifier(node) && asks.test(node.text))).to.deep.equal([]);
  });

  it("matches no text of the service outside dataverse/errors.ts", () => {
    const elsewhere = provider.filter((path) => path !== "provider/dataverse/errors.ts");
    expect(placesOf(elsewhere, judgesMessage)).to.deep.equal([]);
  });

  it("runs to the end of a text from one place only: the linter does not see `ab .* c`, tried from every `ab `", () => {
    const sources = provider.filter((path) => !path.startsWith("provider/sandbox/"));
    const patterns = (node: ts.Node) => ts.isRegularExpressionLiteral(node) && startsAnywhere(node.text);
    expect(placesOf([...sources, ...sourcesBelow("schema")], patterns)).to.deep.equal([]);
  });

  it("sends every request through dataverse/http.ts, which has the deadline, the bounds, the retries and the proxy", () => {
    const elsewhere = provider.filter(
      (path) => path !== "provider/dataverse/http.ts" && !/^provider\/(sandbox|cli)\//.test(path),
    );
    const sends = (node: ts.Node) =>
      ts.isCallExpression(node) && /^(axios(\.\w+)?|fetch|globalThis\.fetch)$/.test(node.expression.getText());
    expect(placesOf(elsewhere, sends)).to.deep.equal([]);
  });

  it("takes time and chance from the clock that it was given: tests decide both", () => {
    const folders = ["core", "dataverse", "hosts", "resources", "routing", "rows"].map((name) => `provider/${name}`);
    const found = sourcesBelow(...folders).flatMap((path) => {
      const places = placesOf([path], readsClock);
      return places.length === 0 ? [] : [[path, places.length] as const];
    });
    expect(Object.fromEntries(found)).to.deep.equal(readsClockItself);
  });

  it("keeps what sdk knows of a program where all copies of the package share it", () => {
    const stateful = (node: ts.Node) =>
      ts.isVariableStatement(node) && ts.isSourceFile(node.parent) && keepsState(node);
    expect(placesOf(sourcesBelow("provider/sdk"), stateful)).to.deep.equal([]);
  });

  it("never writes to the console", () => {
    const consoleUse = (node: ts.Node) =>
      ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "console";
    expect(placesOf(provider, consoleUse)).to.deep.equal([]);
  });

  it("names what it registers in one place", () => {
    expect(textsWith("pulumi-nodejs:"), "a type token is missing, or written twice").to.deep.equal([
      "pulumi-nodejs:dynamics365:*",
      "pulumi-nodejs:dynamics365/lookup:*",
    ]);
  });

  it("stores one handler line, without version, path or captured value", () => {
    expect(
      textsWith("exports.handler"),
      "the line that Pulumi stores in state is missing, or written twice",
    ).to.deep.equal([
      'exports.handler = () => require("pulumi-dynamics365/handlers").*;',
      // Refuses its resource, and so is never stored.
      "exports.handler = () => ({ check: async () => ({ failures: * }) });",
    ]);
  });
});

/** `let …`, or a constant with a map or set that starts empty: `shared(…)` would give it a home. */
function keepsState({ declarationList: { flags, declarations } }: ts.VariableStatement): boolean {
  const startsEmpty = (value: ts.Expression | undefined) =>
    value !== undefined &&
    ts.isNewExpression(value) &&
    /^(Weak)?(Map|Set)$/.test(value.expression.getText()) &&
    (value.arguments ?? []).length === 0;
  return (flags & ts.NodeFlags.Let) !== 0 || declarations.some(({ initializer }) => startsEmpty(initializer));
}

/** Strings and templates of the provider that hold the text. */
function textsWith(part: string): string[] {
  return provider
    .flatMap((path) => [...nodesOf(path)].flatMap((node) => literalText(node) ?? []))
    .filter((text) => text.includes(part));
}

/** Where the machine's own clock is right, and how often it is read. */
const readsClockItself: Readonly<Record<string, number>> = {
  "provider/dataverse/clock.ts": 3,
  // Deadlines for what is under way outside of this process.
  "provider/dataverse/sign-in/authentication.ts": 1,
  "provider/dataverse/tunnel.ts": 1,
  "provider/dataverse/whole-response.ts": 1,
  // The error says what the machine believes.
  "provider/dataverse/tls-failures.ts": 1,
  // Watches the engine, with or without a session.
  "provider/hosts/dynamic/engine-watch.ts": 1,
};

/** `Math.random`, `Date.now`, `performance.now`, `new Date()` and timers. */
function readsClock(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText() === "Date" && (node.arguments ?? []).length === 0;
  if (ts.isPropertyAccessExpression(node)) return /^(Math\.random|(Date|performance)\.now)$/.test(node.getText());
  return ts.isIdentifier(node) && /^(setTimeout|setInterval|setImmediate)$/.test(node.text);
}

/** It begins with no `^`, and holds `.*`, `.+`, `[^]*` or `[\\s\\S]*`. */
function startsAnywhere(pattern: string): boolean {
  return !pattern.startsWith("/^") && /(?:(?<!\\)\.|\[\^\]|\[\\s\\S\])[*+]/.test(pattern);
}

/** `error.message.includes(…)`, `/…/.test(error.message)` and their kin. */
function judgesMessage(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { expression: subject, name } = node.expression;
  if (/^(includes|match|matchAll|startsWith|endsWith|search|indexOf)$/.test(name.text)) return isMessage(subject);
  return /^(test|exec)$/.test(name.text) && node.arguments.some(isMessage);
}

function isMessage(node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node) && node.name.text === "message";
}
