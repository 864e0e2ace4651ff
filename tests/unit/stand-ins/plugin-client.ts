import { credentials, type ServiceError } from "@grpc/grpc-js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type {
  CheckResponse,
  ConfigureResponse,
  CreateResponse,
  DiffResponse,
  InvokeResponse,
  ReadResponse,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import structMessages from "google-protobuf/google/protobuf/struct_pb.js";
import type { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb.js";

export type Values = Record<string, unknown>;

const signature = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const secret = (value: unknown): Values => ({ [signature]: secretMark, value });

type Call<Response> = (callback: (error: ServiceError | null, response: Response) => void) => unknown;

/** Speaks to a plugin as the engine does, for one type of resource. */
export class PluginClient {
  readonly #client: InstanceType<typeof services.ResourceProviderClient>;

  constructor(port: number) {
    this.#client = new services.ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  /** The port of a plugin in `PULUMI_DEBUG_PROVIDERS`. */
  static to(name: string, environment: Readonly<Record<string, string>>): PluginClient {
    const entry = (environment["PULUMI_DEBUG_PROVIDERS"] ?? "").split(",").find((pair) => pair.startsWith(`${name}:`));
    return new PluginClient(Number(entry?.split(":")[1]));
  }

  close(): void {
    this.#client.close();
  }

  configure(settings: Values): Promise<ConfigureResponse> {
    const request = new messages.ConfigureRequest();
    request.setArgs(struct(settings));
    return answer((callback) => this.#client.configure(request, callback));
  }

  async check(type: string, news: Values, olds: Values = {}) {
    const request = new messages.CheckRequest();
    request.setUrn(urn(type));
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    const response = await answer<CheckResponse>((callback) => this.#client.check(request, callback));
    return {
      inputs: values(response.getInputs()),
      failures: response.getFailuresList().map((failure) => [failure.getProperty(), failure.getReason()]),
    };
  }

  async diff(type: string, oldInputs: Values, news: Values, oldOutputs: Values = oldInputs) {
    const request = new messages.DiffRequest();
    request.setId("id");
    request.setUrn(urn(type));
    request.setOlds(struct(oldOutputs));
    request.setOldInputs(struct(oldInputs));
    request.setNews(struct(news));
    const response = await answer<DiffResponse>((callback) => this.#client.diff(request, callback));
    return {
      hasChanges: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
      paths: response.getDetaileddiffMap().toArray(),
    };
  }

  async create(type: string, inputs: Values, preview = false) {
    const request = new messages.CreateRequest();
    request.setUrn(urn(type));
    request.setProperties(struct(inputs));
    request.setPreview(preview);
    const response = await answer<CreateResponse>((callback) => this.#client.create(request, callback));
    return { id: response.getId(), outputs: values(response.getProperties()) };
  }

  async read(type: string, id: string, outputs: Values = {}, inputs: Values = {}) {
    const request = new messages.ReadRequest();
    request.setId(id);
    request.setUrn(urn(type));
    request.setProperties(struct(outputs));
    request.setInputs(struct(inputs));
    const response = await answer<ReadResponse>((callback) => this.#client.read(request, callback));
    return { id: response.getId(), outputs: values(response.getProperties()), inputs: values(response.getInputs()) };
  }

  async update(type: string, id: string, news: Values, oldOutputs: Values, preview = false) {
    const request = new messages.UpdateRequest();
    request.setId(id);
    request.setUrn(urn(type));
    request.setOlds(struct(oldOutputs));
    request.setNews(struct(news));
    request.setPreview(preview);
    const response = await answer<UpdateResponse>((callback) => this.#client.update(request, callback));
    return values(response.getProperties());
  }

  async delete(type: string, id: string): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setId(id);
    request.setUrn(urn(type));
    await answer((callback) => this.#client.delete(request, callback));
  }

  async invoke(token: string, args: Values = {}): Promise<Values> {
    const request = new messages.InvokeRequest();
    request.setTok(token);
    request.setArgs(struct(args));
    return values((await answer<InvokeResponse>((callback) => this.#client.invoke(request, callback))).getReturn());
  }
}

/** The message of a refused call. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return (error as ServiceError).details;
  }
  throw new Error("The call was not refused");
}

function urn(type: string): string {
  return `urn:pulumi:dev::test::${type}::example`;
}

function struct(object: Values): Struct {
  const withoutUndefined = JSON.parse(JSON.stringify(object)) as Record<string, JavaScriptValue>;
  return structMessages.Struct.fromJavaScript(withoutUndefined);
}

function values(object: Struct | undefined): Values {
  return object?.toJavaScript() ?? {};
}

function answer<Response>(call: Call<Response>): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error) reject(error);
      else resolve(response);
    });
  });
}
