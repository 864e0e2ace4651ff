import engineMessages from "@pulumi/pulumi/proto/provider_pb.js";
import pluginMessages from "@pulumi/pulumi/proto/plugin_pb.js";
import emptyMessages from "google-protobuf/google/protobuf/empty_pb.js";
import { status, type handleUnaryCall, type UntypedServiceImplementation } from "@grpc/grpc-js";
import type {
  CheckRequest,
  ConfigureRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  InvokeRequest,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb.js";
import type { Plugin, ResourceHandler } from "./contract.ts";
import { checkResponse, diffResponse } from "./messages.ts";
import { toStruct, WireProperties } from "./wire-properties.ts";

/** The resource provider protocol on top of a plugin's table of handlers. */
export function resourceProviderService(plugin: Plugin): UntypedServiceImplementation {
  return {
    handshake: unary(() => {
      const response = new engineMessages.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      return response;
    }),
    attach: unary(() => new emptyMessages.Empty()),
    cancel: unary(() => new emptyMessages.Empty()),
    getPluginInfo: unary(() => {
      const response = new pluginMessages.PluginInfo();
      response.setVersion(plugin.version);
      return response;
    }),
    checkConfig: unary((request: CheckRequest) => {
      const response = new engineMessages.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    }),
    // A changed setting never replaces anything: the plugin still has the same state.
    diffConfig: unary(() => new engineMessages.DiffResponse()),
    configure: unary((request: ConfigureRequest) => {
      plugin.configure?.(new WireProperties(request.getArgs()).open());
      const response = new engineMessages.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      return response;
    }),
    check: unary((request: CheckRequest) => check(plugin, request)),
    diff: unary((request: DiffRequest) => diff(plugin, request)),
    create: unary((request: CreateRequest) => create(plugin, request)),
    read: unary((request: ReadRequest) => read(plugin, request)),
    update: unary((request: UpdateRequest) => update(plugin, request)),
    delete: unary((request: DeleteRequest) => remove(plugin, request)),
    invoke: unary((request: InvokeRequest) => invoke(plugin, request)),
  };
}

function check(plugin: Plugin, request: CheckRequest) {
  const news = new WireProperties(request.getNews());
  const olds = new WireProperties(request.getOlds());
  const result = handlerOf(plugin, request.getUrn()).check({
    name: nameOf(request.getUrn()),
    olds: olds.open(),
    news: news.open(),
  });
  return checkResponse(result, news);
}

function diff(plugin: Plugin, request: DiffRequest) {
  const result = handlerOf(plugin, request.getUrn()).diff({
    oldInputs: new WireProperties(request.getOldInputs()).open(),
    oldOutputs: new WireProperties(request.getOlds()).open(),
    inputs: new WireProperties(request.getNews()).open(),
  });
  return diffResponse(result);
}

function create(plugin: Plugin, request: CreateRequest) {
  const handler = handlerOf(plugin, request.getUrn());
  const wire = new WireProperties(request.getProperties());
  const response = new engineMessages.CreateResponse();
  if (request.getPreview()) {
    response.setProperties(toStruct(wire.sealAlike(handler.preview({ inputs: wire.open() }))));
    return response;
  }
  const { id, outputs } = handler.create(wire.open());
  plugin.changed?.();
  response.setId(id);
  response.setProperties(toStruct(wire.sealAlike(outputs)));
  return response;
}

function read(plugin: Plugin, request: ReadRequest) {
  const inputs = new WireProperties(request.getInputs());
  const outputs = new WireProperties(request.getProperties());
  const response = new engineMessages.ReadResponse();
  const found = handlerOf(plugin, request.getUrn()).read({
    id: request.getId(),
    inputs: inputs.open(),
    outputs: outputs.open(),
  });
  // In the protocol, a response without an id means that the resource is gone.
  if (found === undefined) return response;
  response.setId(request.getId());
  response.setInputs(toStruct(inputs.sealAlike(found.inputs)));
  response.setProperties(toStruct(inputs.sealAlike(outputs.sealAlike(found.outputs))));
  return response;
}

function update(plugin: Plugin, request: UpdateRequest) {
  const handler = handlerOf(plugin, request.getUrn());
  const news = new WireProperties(request.getNews());
  const olds = new WireProperties(request.getOlds());
  const response = new engineMessages.UpdateResponse();
  if (request.getPreview()) {
    const outputs = handler.preview({ inputs: news.open(), oldOutputs: olds.open() });
    response.setProperties(toStruct(news.sealAlike(olds.sealAlike(outputs))));
    return response;
  }
  const outputs = handler.update({
    id: request.getId(),
    inputs: news.open(),
    oldInputs: new WireProperties(request.getOldInputs()).open(),
    oldOutputs: olds.open(),
  });
  plugin.changed?.();
  response.setProperties(toStruct(news.sealAlike(olds.sealAlike(outputs))));
  return response;
}

function remove(plugin: Plugin, request: DeleteRequest) {
  const outputs = new WireProperties(request.getProperties()).open();
  handlerOf(plugin, request.getUrn()).delete(request.getId(), outputs);
  plugin.changed?.();
  return new emptyMessages.Empty();
}

function invoke(plugin: Plugin, request: InvokeRequest) {
  const token = request.getTok();
  const handler = Object.hasOwn(plugin.functions, token) ? plugin.functions[token] : undefined;
  if (handler === undefined) throw new Error(`The ${plugin.name} stand-in has no function ${token}`);
  const response = new engineMessages.InvokeResponse();
  response.setReturn(toStruct(handler(new WireProperties(request.getArgs()).open())));
  return response;
}

function handlerOf(plugin: Plugin, urn: string): ResourceHandler {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const handler = Object.hasOwn(plugin.resources, type) ? plugin.resources[type] : undefined;
  if (handler === undefined) throw new Error(`The ${plugin.name} stand-in has no resource type ${type}`);
  return handler;
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

function unary<Request, Response>(answer: (request: Request) => Response): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    let response: Response;
    try {
      response = answer(call.request);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      callback({ code: status.UNKNOWN, details: message });
      return;
    }
    callback(null, response);
  };
}
