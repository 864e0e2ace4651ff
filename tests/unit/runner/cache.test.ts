import { userInfo } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { cacheDirectory } from "../../../examples/runner/pulumi/cache.ts";

describe("the folder that Pulumi is kept in", () => {
  const home = userInfo().homedir;
  for (const [name, environment, expected] of [
    ["the user's cache", { XDG_CACHE_HOME: "/var/cache/me", HOME: "/users/me" }, "/var/cache/me"],
    ["below the home folder", { HOME: "/users/me" }, "/users/me/.cache"],
    ["not in a relative cache", { XDG_CACHE_HOME: ".cache", HOME: "/users/me" }, "/users/me/.cache"],
    ["not in an empty cache", { XDG_CACHE_HOME: "", HOME: "/users/me" }, "/users/me/.cache"],
    ["not below an empty home", { HOME: "" }, join(home, ".cache")],
    ["not below a relative home", { XDG_CACHE_HOME: "./x", HOME: "here" }, join(home, ".cache")],
    ["that of the user without variables", {}, join(home, ".cache")],
  ] as const) {
    it(`is ${name}`, () => {
      expect(cacheDirectory(environment)).to.equal(join(expected, "pulumi-dynamics365"));
    });
  }
});
