// Behaviour that every page may use. Nothing here is needed to read: without JavaScript all of it is links and forms.
import "./style/app.css";
import "htmx.org/dist/htmx.esm.js";
import { keys } from "./keys";
import { progress } from "./progress";
import { drops } from "./drops";
import { scrolls } from "./scrolls";

document.documentElement.classList.add("js");
keys();
progress();
drops();
scrolls();

// A form of filters that changes by itself: its button is only needed without JavaScript.
document.querySelectorAll<HTMLElement>("[data-without-js]").forEach((e) => { e.hidden = true; });
