import { expect } from "chai";

import {
  baseLayerStreamSource,
  basePresenceStatus,
  postConversationSurveyMode,
} from "../../../schema/tables/choices.ts";
import { columnOf } from "./column-of.ts";

const { options: triggers } = columnOf("msdyn_ocsystemmessage", "msdyn_systemmessageeventtype", "Picklist");

describe("triggers of automated messages", () => {
  it("cover the block of the base layer without its gap", () => {
    const block = Object.keys(triggers).filter((value) => value.startsWith("19235"));
    expect(block.length).to.equal(75);
    expect(block[0]).to.equal("192350000");
    expect(block.at(-1)).to.equal("192350079");
    for (let gap = 192350065; gap <= 192350069; gap += 1) expect(triggers[gap]).to.equal(undefined);
  });

  it("cover the values of the Customer Service layer and of surveys", () => {
    const further = Object.keys(triggers).filter((value) => !value.startsWith("19235"));
    expect(further.length).to.equal(28);
    expect(further[0]).to.equal("192360000");
    expect(further[22]).to.equal("192360022");
    expect(further.slice(23)).to.deep.equal(["192370001", "192370002", "192370003", "192370004", "192370005"]);
  });

  it("carry the numbers of the messages that suit a custom channel", () => {
    expect(triggers).to.include({
      192350000: "Agent joined conversation",
      192350001: "Consult accepted",
      192350002: "Transfer to agent accepted",
      192350013: "Agent disconnected",
      192350014: "Agent ended conversation",
      192350015: "Session ended",
      192350016: "Consult session ended",
      192350017: "Agent assigned",
      192350018: "Agent couldn't be assigned",
      192350020: "Customer disconnected",
      192350021: "Position in queue",
      192350024: "Customer is next in line",
      192350035: "Holiday",
      192350036: "Out of operating hours",
      192350056: "Greeting for asynchronous channels and voice",
      192350059: "Agent left customer conversation",
      192350061: "Agent joined customer conversation",
    });
  });
});

describe("shared choices", () => {
  it("name presences and survey modes by the product's numbers", () => {
    expect(basePresenceStatus.options).to.deep.equal({
      192360000: "Available",
      192360001: "Busy",
      192360002: "Busy - DND",
      192360003: "Away",
      192360004: "Offline",
    });
    expect(postConversationSurveyMode.options).to.deep.equal({
      192350000: "Insert survey in conversation",
      192350001: "Send survey link to conversation",
    });
  });

  it("leave records alone as a stream source where no channels are provisioned", () => {
    expect(baseLayerStreamSource.options).to.deep.equal({ 192350000: "Entity Records" });
  });
});
