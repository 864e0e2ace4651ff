import type { Rule } from "eslint";
import ts from "typescript";

/**
 * `table[text]` also finds what every object inherits: `table["constructor"]` is a function, whatever the table holds. So
 * a text that may come from outside is looked up in a `Map`, or after `Object.hasOwn(table, text)` in the same function.
 * Rows and inputs, whose members are `unknown` and judged one by one, are no tables.
 */
export const noLookUpByText: Rule.RuleModule = {
  meta: {
    type: "problem",
    schema: [],
    messages: { inherited: "`{{table}}` answers to `constructor`, too: use a Map, or ask Object.hasOwn first." },
  },
  create(context) {
    const services: unknown = context.sourceCode.parserServices;
    if (!hasTypes(services)) throw new Error("This rule needs types.");
    const { program, esTreeNodeToTSNodeMap } = services;
    const checker = program.getTypeChecker();
    return {
      MemberExpression(node) {
        const access = esTreeNodeToTSNodeMap.get(node);
        if (!ts.isElementAccessExpression(access) || isAssigned(access)) return;
        const { expression: table, argumentExpression: key } = access;
        if (!isAnyText(checker.getTypeAtLocation(key))) return;
        if (!isTable(checker, table) || isAskedFirst(access)) return;
        context.report({ node, messageId: "inherited", data: { table: table.getText() } });
      },
    };
  },
};

interface TypedServices {
  readonly program: ts.Program;
  readonly esTreeNodeToTSNodeMap: { get(node: object): ts.Node };
}

function hasTypes(services: unknown): services is TypedServices {
  return (
    typeof services === "object" && services !== null && "program" in services && "esTreeNodeToTSNodeMap" in services
  );
}

function isAnyText(key: ts.Type): boolean {
  if (key.isUnion()) return key.types.some(isAnyText);
  return (key.flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral | ts.TypeFlags.Any)) !== 0;
}

/** Written down as an object, or an index of functions and other things that are worse than a wrong text. */
function isTable(checker: ts.TypeChecker, expression: ts.Expression): boolean {
  const held = checker.getTypeAtLocation(expression).getNonNullableType().getStringIndexType();
  if (held === undefined || (held.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return false;
  return (held.flags & ts.TypeFlags.Object) !== 0 || isWrittenDown(checker, expression);
}

function isWrittenDown(checker: ts.TypeChecker, expression: ts.Expression): boolean {
  let symbol = checker.getSymbolAtLocation(expression);
  if (symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0) symbol = checker.getAliasedSymbol(symbol);
  const declaration = symbol?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
  // What a function gathers in an object has the names that it gave.
  const ofFile = ts.isSourceFile(declaration.parent.parent.parent);
  return ofFile && declaration.initializer !== undefined && ts.isObjectLiteralExpression(declaration.initializer);
}

function isAssigned(access: ts.ElementAccessExpression): boolean {
  const { parent } = access;
  return (
    ts.isBinaryExpression(parent) && parent.left === access && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

function isAskedFirst(access: ts.ElementAccessExpression): boolean {
  const asked = `Object.hasOwn(${access.expression.getText()}, ${access.argumentExpression.getText()})`;
  let around: ts.Node = access;
  while (!ts.isFunctionLike(around) && !ts.isSourceFile(around)) around = around.parent;
  return around.getText().includes(asked);
}
