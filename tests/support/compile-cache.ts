/*
 * Short processes spend much of their time loading code. This makes the test runner and all processes that it starts
 * keep what they compiled.
 */
import { enableCompileCache } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

process.env["NODE_COMPILE_CACHE"] ??= join(tmpdir(), "pulumi-dynamics365-compiled");
enableCompileCache(process.env["NODE_COMPILE_CACHE"]);
