import type { Translated } from "../../words.ts";
import type * as english from "../entry.ts";

export const entryWords: Translated<typeof english.entryWords> = {
  title: "Overread: giriş",
  hint: (file) =>
    `Overread bu bilgisayarda, onu başlatan kullanıcı için çalışıyor. ${file} dosyasını bu tarayıcıda açın veya içindeki kodu yapıştırın.`,
  label: "Kod",
  button: "Gir",
  wrong: "Kod doğru değil veya daha önce kullanıldı. Dosyada yenisi var.",
  tooMany: "Art arda çok sayıda yanlış kod geldi. Birkaç saniye bekleyin, sonra dosyadaki kodu girin.",
  needsScript: "Overread bu pencerede JavaScript gerektirir.",
};

export const closingWords: Translated<typeof english.closingWords> = {
  message: "Bir okuma henüz kaydedilemedi.",
  detail:
    "Yalnızca bu pencerede duruyor ve mümkün olur olmaz kendiliğinden kaydedilecek. Pencere şimdi kapatılırsa kaybolur.",
  stay: "Pencereyi açık tut",
  lose: "Kapat, okuma kaybolsun",
};
