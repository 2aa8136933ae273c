import "./style/theme.css";
import "./style/page.css";
import "./style/fields.css";
import "./style/expression.css";
import "./style/ranges.css";
import "./style/plot.css";
import "./style/details.css";
import "./style/overlays.css";
import { ApiError, Client, takeToken } from "./api/client.ts";
import { openApp } from "./page/app.ts";
import { fill, h } from "./page/dom.ts";

const root = document.querySelector("#app")!;
const client = new Client(takeToken());

try {
    openApp(root, await client.measurement(), client);
} catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const hint = error.code === "token" ? "Open the whole link that unfurl explore printed: it holds the token." : "";
    fill(
        root,
        h(
            "div",
            { class: "failed", role: "alert" },
            h("h1", {}, "The measurement cannot be shown"),
            h("pre", {}, error.message),
            h("p", {}, hint),
        ),
    );
}
