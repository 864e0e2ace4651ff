import { Server, ServerCredentials } from "@grpc/grpc-js";
import providerServices from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { Plugin } from "./contract.ts";
import { resourceProviderService } from "./service.ts";

/** The engine sends the properties of whole stacks in one message. The default limit of 4 MB is too small. */
const maximumMessageBytes = 400 * 1024 * 1024;

export interface PluginServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves a plugin on a free loopback port. */
export async function servePlugin(plugin: Plugin): Promise<PluginServer> {
  const server = new Server({
    "grpc.max_receive_message_length": maximumMessageBytes,
    "grpc.max_send_message_length": maximumMessageBytes,
  });
  server.addService(providerServices.ResourceProviderService, resourceProviderService(plugin));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.tryShutdown(() => resolve());
        server.forceShutdown();
      }),
  };
}
