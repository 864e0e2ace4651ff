import regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";
import { noLookUpByText } from "./tests/architecture/lint/no-look-up-by-text.ts";

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "eslint.config.js", ".pulumi-sandbox/", ".release/"] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" },
      ],
      // Rows and inputs are JSON of unknown shape: what String() makes of one is for a message only.
      "@typescript-eslint/no-base-to-string": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/require-await": "off",
      // An interface gives a class the name that programs know.
      "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    // What is given to a program, stored in an environment or answered by a service must not cost more than its length.
    files: ["provider/**", "schema/**", "examples/runner/**"],
    plugins: { regexp },
    rules: {
      "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
      "regexp/no-super-linear-move": ["error", { report: "potential", ignorePartial: false, ignoreSticky: false }],
    },
  },
  {
    files: ["provider/**", "schema/**"],
    plugins: { local: { rules: { "no-look-up-by-text": noLookUpByText } } },
    rules: { "local/no-look-up-by-text": "error" },
  },
  {
    // chai's property assertions (`.to.be.true`) are expressions by design.
    files: ["tests/**"],
    rules: { "@typescript-eslint/no-unused-expressions": "off" },
  },
);
