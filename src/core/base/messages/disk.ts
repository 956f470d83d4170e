import type { DiskEncryption } from "../../api.ts";
import { words } from "../words.ts";
import * as turkish from "./tr/disk.ts";

const diskWordsEnglish: Readonly<Record<DiskEncryption, string>> = {
  encrypted: "The operating system encrypts the disk that holds the library.",
  "not-encrypted":
    "The operating system does not encrypt the disk that holds the library: whoever takes the disk can read the films. Turn on BitLocker, FileVault or LUKS.",
  unknown:
    "Whether the disk that holds the library is encrypted cannot be told here. Make sure that it is (BitLocker, FileVault or LUKS).",
};

/** What is said of the encryption of the library's disk. */
export const diskWords = words(diskWordsEnglish, turkish.diskWords);
