import type { Translated } from "../../words.ts";
import type * as english from "../language.ts";

export const languageSettings: Translated<typeof english.languageSettings> = {
  title: "Dil (Language)",
  choose: "Bu pencerenin dili",
  hint: "Sizin için, bu kitaplığı kullanan her bilgisayarda geçerlidir. Giriş yapılmadan önce bu bilgisayarda en son kullanılan dil geçerlidir.",
  stays:
    "Okuyanların yazdığı ve filmlerin içindeki yazılar olduğu gibi kalır. Komut satırı ve ağların kart metinleri de öyle.",
};
