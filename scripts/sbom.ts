// npm run sbom: writes dist/overread.cdx.json, the bill of materials (CycloneDX) that npm makes of package-lock.json.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { command, root } from "./tool.ts";

const bill = z.looseObject({
  bomFormat: z.literal("CycloneDX"),
  metadata: z.looseObject({ component: z.looseObject({ name: z.string(), version: z.string() }) }),
  components: z.array(z.looseObject({ name: z.string() })).min(1),
});

const args = ["sbom", "--sbom-format=cyclonedx", "--sbom-type=application", "--package-lock-only"];
const npm = process.env["npm_execpath"];
const { code, output } =
  npm === undefined
    ? await command("npm", args, { capture: true })
    : await command(process.execPath, [npm, ...args], { capture: true });
if (code !== 0) {
  console.error(output);
  process.exit(1);
}
const made = bill.parse(JSON.parse(output));
// npm names the application after the folder that it was cloned into.
made.metadata.component.name = "overread";
mkdirSync(join(root, "dist"), { recursive: true });
writeFileSync(join(root, "dist", "overread.cdx.json"), `${JSON.stringify(made, null, 2)}\n`);
console.error(`overread: dist/overread.cdx.json lists ${made.components.length} packages.`);
