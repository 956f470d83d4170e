import { availableParallelism, cpus } from "node:os";
import { runtimeVersion } from "../../core/models/backend.ts";
import { fingerprintOf } from "../../core/models/choose-backend.ts";
import { findModels } from "./find-models.ts";

/**
 * This computer in words, with the runtime's and the panel's networks' versions: where they are others, what was
 * measured before holds no longer.
 * @param folders of the panel's networks
 */
export async function describeMachine(
  folders: readonly string[],
  graphics: () => Promise<string> = () => Promise.resolve(""),
): Promise<string> {
  const { panel } = await findModels(folders, [], []);
  return fingerprintOf({
    processor: cpus()[0]?.model.trim() ?? "",
    cores: availableParallelism(),
    graphics: await graphics(),
    runtimes: [`ONNX Runtime ${runtimeVersion}`],
    networks: panel.map(({ manifest: { id, version } }) => ({ id, version })),
  });
}
