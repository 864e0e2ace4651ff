import { azureNativePlugin } from "../azure/plugin.ts";
import type { AzureSubscription } from "../azure/subscription.ts";
import type { Directory } from "../entra/directory.ts";
import { azureadPlugin } from "../entra/plugin.ts";
import { servePlugin } from "./server.ts";

export interface StandInOptions {
  readonly azure: AzureSubscription;
  readonly directory: Directory;
  /** Called after every change, so that the sandbox can save its state. */
  readonly changed?: () => void;
}

export interface StandIns {
  /** Variables that make the engine use these plugins instead of installing the real packages. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Serves the stand-ins for azure-native and azuread on free loopback ports of this process. */
export async function startStandIns({ azure, directory, changed }: StandInOptions): Promise<StandIns> {
  const plugins = [azureNativePlugin(azure, () => directory.home.tenantId), azureadPlugin(directory)];
  const servers = await Promise.all(
    plugins.map(async (plugin) => ({
      name: plugin.name,
      server: await servePlugin(changed === undefined ? plugin : { ...plugin, changed }),
    })),
  );
  return {
    environment: { PULUMI_DEBUG_PROVIDERS: servers.map(({ name, server }) => `${name}:${server.port}`).join(",") },
    close: async () => {
      await Promise.all(servers.map(({ server }) => server.close()));
    },
  };
}
