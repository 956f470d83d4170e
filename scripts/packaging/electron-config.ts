// What electron-builder makes of Overread: installers that work offline, for the system on which they are made.
import { flipFuses, FuseV1Options, FuseVersion, type FuseV1Config } from "@electron/fuses";
import type { AfterPackContext, Configuration } from "electron-builder";
import { join } from "node:path";
import { notLoadedByMain } from "../packages.ts";
import { root } from "../tool.ts";

/**
 * Every fuse of Electron's binary; one that a newer Electron adds stops the packaging until it stands here.
 * @param inspectable leaves the inspector open, through which Playwright drives a test build
 */
export const fuses = (inspectable: boolean): FuseV1Config => ({
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: inspectable,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
});

/** The program that was packed; fuses are set before it is signed. */
function program({ appOutDir, electronPlatformName, packager }: AfterPackContext): string {
  const { productFilename } = packager.appInfo;
  if (electronPlatformName === "darwin") return join(appOutDir, `${productFilename}.app`);
  return join(appOutDir, electronPlatformName === "win32" ? `${productFilename}.exe` : executable);
}

const executable = "overread";

/**
 * electron-builder's configuration.
 * @param testBuild for tests, never to be handed out: a folder, with the inspector open
 */
export const configuration = ({ testBuild }: { readonly testBuild: boolean }): Configuration => ({
  appId: "app.overread.workstation",
  productName: "Overread",
  copyright: "Copyright (c) 2026 The Overread authors",
  // A Debian package names a page; `.invalid` promises none (RFC 2606).
  extraMetadata: { homepage: "https://overread.invalid/" },
  directories: { output: testBuild ? "dist/test-build" : "dist", buildResources: "build" },
  artifactName: "overread-electron-${version}-${os}-${arch}.${ext}",
  // The binary that npm start fetched: what is packed is what was tried.
  electronDist: join(root, "node_modules", "electron", "dist"),
  files: [
    "out/**",
    "resources/**",
    "package.json",
    "LICENSE",
    "THIRD_PARTY.md",
    ...notLoadedByMain().map((folder) => `!${folder}/**`),
    "!node_modules/**/*.{map,ts,cts,mts,md}",
    "!node_modules/onnxruntime-node/{script,bin}/**",
    "node_modules/onnxruntime-node/bin/napi-v6/${platform}/${arch}/**",
  ],
  asar: true,
  // Neither the system's loader nor ONNX Runtime reads inside an archive.
  asarUnpack: ["resources/**", "node_modules/onnxruntime-node/bin/**", "**/*.{node,wasm}"],
  afterPack: async (context) => {
    await flipFuses(program(context), {
      ...fuses(testBuild),
      resetAdHocDarwinSignature: context.electronPlatformName === "darwin",
    });
  },
  // Native code comes built inside its package; no package runs a script.
  npmRebuild: false,
  nodeGypRebuild: false,
  publish: null,
  win: { target: testBuild ? "dir" : ["nsis", "portable"] },
  nsis: {
    oneClick: false,
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false,
    artifactName: "overread-electron-${version}-setup-${arch}.${ext}",
  },
  portable: { artifactName: "overread-electron-${version}-portable-${arch}.${ext}" },
  mac: { target: testBuild ? "dir" : ["dmg", "zip"], category: "public.app-category.medical" },
  linux: {
    target: testBuild ? "dir" : ["AppImage", "deb"],
    executableName: executable,
    category: "Science;MedicalSoftware",
    synopsis: "workstation for reading chest films with a second opinion",
    maintainer: "The Overread authors <overread@overread.invalid>",
    vendor: "The Overread authors",
  },
  deb: { packageName: "overread" },
});
