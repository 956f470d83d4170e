import type { DiskEncryption } from "../../../api.ts";

export const diskWords: Readonly<Record<DiskEncryption, string>> = {
  encrypted: "İşletim sistemi, kitaplığın bulunduğu diski şifreliyor.",
  "not-encrypted":
    "İşletim sistemi, kitaplığın bulunduğu diski şifrelemiyor: diski ele geçiren filmleri okuyabilir. BitLocker, FileVault veya LUKS şifrelemesini açın.",
  unknown:
    "Kitaplığın bulunduğu diskin şifreli olup olmadığı burada anlaşılamıyor. Şifreli olduğundan emin olun (BitLocker, FileVault veya LUKS).",
};
