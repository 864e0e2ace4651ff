import { expect } from "chai";
import { Client } from "./client.ts";
import { isRealEnvironment, withEnvironment } from "./environment.ts";
import { verdictOf, type Form } from "./query-forms/form.ts";
import { forms } from "./query-forms/index.ts";

const titleOf = ({ method, path, headers, body }: Form): string =>
  [
    method,
    path || "/",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    body === undefined ? "" : JSON.stringify(body),
  ]
    .filter((part) => part !== "")
    .join(" ");

/** A real environment has other rows. */
if (!isRealEnvironment) {
  describe("requests as Microsoft's pages show them", () => {
    for (const [group, members] of Object.entries(forms)) {
      describe(group, () => {
        const environment = withEnvironment();
        for (const form of members) {
          it(titleOf(form), async () => {
            const answer = await new Client(environment()).send(form.method, form.path, form.body, form.headers);
            const { right } = form;
            const wanted = right.kind === "unimplemented" ? "refused by name" : "right";
            expect(verdictOf(form, answer), `${answer.status} ${answer.text.slice(0, 600)}`).to.equal(wanted);
          });
        }
      });
    }

    it("are some hundreds, each right or refused by name", () => {
      const all = Object.values(forms).flat();
      const refused = all.filter(({ right }) => right.kind === "unimplemented").length;
      expect({ all: all.length, refused }).to.deep.equal({ all: 709, refused: 175 });
    });
  });
}
