import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { resourceSchemas } from "../index.ts";
import { fileNameOf, type ResourceModel } from "./model.ts";
import { readModel } from "./read-model.ts";
import { sdkClass } from "./sdk-class.ts";

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** Every generated file as it should be now. */
export async function generatedFiles(root: string): Promise<GeneratedFile[]> {
  const models = await resourceModels();
  return Promise.all(
    models.map(async (model) => {
      const path = `provider/sdk/${model.file}.ts`;
      return { path, text: await sdkClass(model, join(root, path)) };
    }),
  );
}

export async function resourceModels(): Promise<ResourceModel[]> {
  return Promise.all(
    Object.values(resourceSchemas).map(async (schema) => {
      const example = join(import.meta.dirname, "examples", `${fileNameOf(schema.type)}.ts.txt`);
      return readModel(schema, await readFile(example, "utf8"));
    }),
  );
}
