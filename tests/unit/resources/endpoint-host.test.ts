import { expect } from "chai";
import {
  expectedHost,
  otherGeographyIn,
  otherOrganizationIn,
} from "../../../provider/resources/messaging-account/endpoint-host.ts";

const own = "9f0c2d1e-aaaa-4bbb-8ccc-000000000001";
const other = "9f0c2d1e-aaaa-4bbb-8ccc-000000000002";
const domain = "omnichannelengagementhub";

describe("the host of a messaging endpoint", () => {
  for (const [environment, host] of [
    ["https://contoso.crm.dynamics.com", `m-${own}.us.${domain}.com`],
    ["https://contoso.crm11.dynamics.com", `m-${own}.uk.${domain}.com`],
    ["https://contoso.crm9.dynamics.com", `m-${own}.gov.${domain}.us`],
    ["https://contoso.crm99.dynamics.com", `m-${own}.`],
    ["https://contoso.crm.microsoftdynamics.us", `m-${own}.`],
    ["http://127.0.0.1:8080", `m-${own}.`],
  ] as const) {
    it(`is expected to be ${host} for ${environment}`, () => {
      expect(expectedHost(environment, own)).to.equal(host);
    });
  }

  for (const [endpoint, named] of [
    [`https://m-${own}.uk.${domain}.com/botchannel/incoming?orgId=${own}`, undefined],
    [`https://m-${own.toUpperCase()}.uk.${domain}.com/botchannel/incoming?orgId=${own.toUpperCase()}`, undefined],
    [`https://m-${other}.uk.${domain}.com/botchannel/incoming?orgId=${own}`, other],
    [`https://m-${own}.uk.${domain}.com/whatsapp-twilio/incoming?orgId=${other}`, other],
    [`https://unq${own.replaceAll("-", "")}-crm11.${domain}.com/botchannel/incoming`, undefined],
    [`https://unq${own.replaceAll("-", "")}-crm11.${domain}.com/botchannel/incoming?orgId=${other}`, other],
    ["https://bot.contoso.com/messages", undefined],
    ["not an address", undefined],
  ] as const) {
    it(`names ${named ?? "no other organization"} in ${endpoint}`, () => {
      expect(otherOrganizationIn(endpoint, own)).to.equal(named);
    });
  }

  for (const [endpoint, environment, judged] of [
    [`https://m-${own}.uk.${domain}.com/`, "https://contoso.crm11.dynamics.com", undefined],
    [`https://m-${own}.uk.${domain}.com/`, "https://contoso.crm4.dynamics.com", { found: "uk", expected: "eu" }],
    [`https://m-${own}.gov.${domain}.us/`, "https://contoso.crm9.dynamics.com", undefined],
    [`https://m-${own}.uk.${domain}.com/`, "http://localhost:8080", undefined],
    [`https://m-${own}.uk.${domain}.com/`, "https://contoso.crm99.dynamics.com", undefined],
    [`https://unqdead-crm11.${domain}.com/`, "https://contoso.crm4.dynamics.com", undefined],
  ] as const) {
    it(`${judged === undefined ? "fits" : "is in another geography than"} ${environment}: ${endpoint}`, () => {
      expect(otherGeographyIn(endpoint, environment)).to.deep.equal(judged);
    });
  }
});
