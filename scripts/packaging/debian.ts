// A Debian package of the workstation without Electron, by dpkg-deb.
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { command, root } from "../tool.ts";
import { everythingIn, putPages, putProgram, version } from "./browser-tree.ts";

/** Debian's names of the processors. */
const architectures: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };
const architecture = architectures[process.arch] ?? process.arch;

/** No mailbox is promised: `.invalid` is the name for that (RFC 2606). */
const maintainer = "The Overread authors <overread@overread.invalid>";

/** The C library that Node 24 and ONNX Runtime ask for (the newest version among their symbols), and a browser to open. */
const depends = [
  "libc6 (>= 2.28)",
  "libgcc-s1 (>= 3.4)",
  "libstdc++6 (>= 7)",
  "chromium | chromium-browser | google-chrome-stable | microsoft-edge-stable",
];

const control = (kibibytes: number): string => `Package: overread
Version: ${version}
Architecture: ${architecture}
Maintainer: ${maintainer}
Installed-Size: ${kibibytes}
Depends: ${depends.join(", ")}
Section: science
Priority: optional
Description: workstation for reading chest films with a second opinion
 Opens DICOM, PNG and JPEG chest films in a worklist. After the reader has
 committed a first read, four pneumonia classifiers say what they see and
 where. Works offline; runs in the installed browser, on this PC alone.
 .
 Overread is an aid for research and teaching, not a cleared medical device.
`;

const desktopEntry = `[Desktop Entry]
Type=Application
Name=Overread
GenericName=Chest film workstation
Comment=Read chest films with a second opinion that waits its turn
Exec=overread
Icon=overread
Terminal=false
Categories=Science;MedicalSoftware;
Keywords=DICOM;X-ray;radiology;chest;pneumonia;
`;

/** Debian's machine-readable form (DEP 5). */
function copyright(): string {
  const licence = readFileSync(join(root, "LICENSE"), "utf8").trimEnd().split("\n");
  const [, , holder = "", , ...text] = licence;
  const indented = text.map((line) => (line === "" ? " ." : ` ${line}`)).join("\n");
  return `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Overread
Comment: The packages that Overread is built of and carries, Node among them,
 stand with their licences in THIRD_PARTY.md beside this file.

Files: *
${holder.replace(/^Copyright \(c\)/, "Copyright:")}
License: MIT

Files: usr/lib/overread/resources/models/*
${holder.replace(/^Copyright \(c\)/, "Copyright:")}
License: CC-BY-4.0
Comment: The networks' weights, after their data; each network's
 MODEL_CARD.md names every origin.

License: MIT
${indented}

License: CC-BY-4.0
 Creative Commons Attribution 4.0 International,
 https://creativecommons.org/licenses/by/4.0/legalcode
`;
}

function write(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/**
 * Builds the package from `stage`, which is filled.
 * @returns the package's path
 * @throws Error with dpkg-deb's own words
 */
export async function buildDeb(stage: string, dist: string): Promise<string> {
  const share = join(stage, "usr", "share");
  putProgram(join(stage, "usr", "lib", "overread"));
  putPages(join(share, "doc", "overread"));
  write(join(share, "doc", "overread", "copyright"), copyright());
  const changes = readFileSync(join(root, "CHANGELOG.md"));
  write(join(share, "doc", "overread", "changelog.gz"), gzipSync(changes, { level: 9 }));
  write(join(share, "applications", "overread.desktop"), desktopEntry);
  const icons = join(share, "icons", "hicolor", "scalable", "apps");
  mkdirSync(icons, { recursive: true });
  copyFileSync(join(root, "build", "icon.svg"), join(icons, "overread.svg"));
  mkdirSync(join(stage, "usr", "bin"));
  symlinkSync("../lib/overread/overread", join(stage, "usr", "bin", "overread"));

  let kibibytes = 0;
  const sums: string[] = [];
  for (const { path, isFolder, isLink } of everythingIn(stage)) {
    if (isFolder) chmodSync(path, 0o755);
    if (isFolder || isLink) continue;
    if (path.startsWith(share)) chmodSync(path, 0o644);
    kibibytes += Math.ceil(statSync(path).size / 1024);
    const sum = createHash("md5").update(readFileSync(path)).digest("hex");
    sums.push(`${sum}  ${relative(stage, path)}\n`);
  }
  write(join(stage, "DEBIAN", "control"), control(kibibytes));
  write(join(stage, "DEBIAN", "md5sums"), sums.sort().join(""));

  const file = join(dist, `overread_${version}_${architecture}.deb`);
  // zstd, which Debian 12's dpkg knows: 162 MB in 5 s, where xz makes 150 MB of it in two minutes.
  const options = ["-Zzstd", "-z3", "--root-owner-group", "--build"];
  const { code, output } = await command("dpkg-deb", [...options, stage, file], { capture: true });
  if (code !== 0) throw new Error(output.trim());
  return file;
}
