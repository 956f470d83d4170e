import { build } from "../../scripts/build.ts";

/** Stories run side by side and each starts the product: none of them is to build it under another. */
export default async function built(): Promise<void> {
  if (!(await build())) throw new Error("the workstation could not be built");
}
