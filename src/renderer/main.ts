import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
// Before anything is drawn: they set the colours and the language.
import "./state/display.svelte.ts";
import "./state/language.svelte.ts";
import { mount } from "svelte";
import FilmWindow from "./FilmWindow.svelte";
import Gate from "./Gate.svelte";
import { startOwnKeys } from "./ui/own-keys.ts";
import { keepReadable } from "./ui/window-size.ts";

startOwnKeys();
keepReadable();
mount(new URLSearchParams(location.search).has("film") ? FilmWindow : Gate, { target: document.body });
