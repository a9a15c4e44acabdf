import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const noDefaultExport = { selector: "ExportDefaultDeclaration", message: "Named exports only." };
const noBetween = {
  selector: ":matches(TemplateElement[value.raw=/\\bBETWEEN\\b/i], Literal[value=/\\bBETWEEN\\b/])",
  message: "Periods are half-open: write >= and <. BETWEEN counts the boundary twice.",
};
const noClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "No clock here: `now` comes in as an argument." },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: "No clock here: `now` comes in as an argument." },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: "No randomness here: `random` comes in as an argument." },
  { selector: "MemberExpression[object.name='console']", message: "No output here." },
];
const relations = ["OneToMany", "ManyToOne", "OneToOne", "ManyToMany", "RelationId", "JoinColumn", "JoinTable"];

export default defineConfig(
  globalIgnores(["dist/", "data/", "coverage/"]),
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-extraneous-class": "off",
      // Entities and GraphQL types are shapes without methods: any object of that shape is one.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "max-lines": ["error", { max: 400 }],
      "no-restricted-syntax": ["error", noDefaultExport, noBetween],
      "no-restricted-properties": ["error", { object: "process", property: "env", message: "Only src/config reads the environment." }],
    },
  },
  { files: ["src/config/**", "tests/**"], rules: { "no-restricted-properties": "off" } },
  { files: ["src/*/domain/**", "src/statistics/**"], rules: { "no-restricted-syntax": ["error", noDefaultExport, noBetween, ...noClock] } },
  {
    files: ["src/**/*.entity.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { paths: [{ name: "typeorm", importNames: relations, message: "Entities hold columns only: join in a view, name the foreign key with @ForeignKey." }] },
      ],
    },
  },
  { files: ["tests/support/global-*.ts"], rules: { "no-restricted-syntax": "off" } },
  {
    files: ["tests/**"],
    rules: {
      "@typescript-eslint/no-explicit-any": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
);
