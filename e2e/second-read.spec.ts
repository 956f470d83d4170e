import { join } from "node:path";
import { phantomFolder } from "./support/films.ts";
import { violations } from "./support/axe.ts";
import { arrowTo, enter, tabTo, type } from "./support/keyboard.ts";
import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";
import type { WorkstationPage } from "./pages/workstation.ts";

const secrets = { one: "1357", two: "246810", three: "correct horse" };

async function seen(workstation: WorkstationPage): Promise<void> {
  await expect(workstation.windowReadout).toBeVisible();
  await expect(
    workstation.page
      .getByTestId("finding-pneumonia")
      .and(workstation.page.locator(":enabled"))
      .or(workstation.page.getByTestId("read-committed")),
  ).toBeVisible();
}

test("the story of a second read: read, flag, sign-in, blinded second read, settling, addendum", async ({
  workstation,
  page,
  exchanges,
}) => {
  test.slow();
  // Films without an opacity: the panel agrees with the second one's read, so that a reader has to ask.
  const folder = phantomFolder(7, 30);
  await workstation.importFiles([1, 3, 7].map((film) => join(folder, `phantom-00${film}.dcm`)));
  await expect(workstation.rows).toHaveCount(3);
  await workstation.press("n");
  await seen(workstation);
  await expect(workstation.rows.first()).toHaveAttribute("data-panel", /done|withheld|partial/, {
    timeout: 60_000,
  });
  await workstation.press("u", "e");
  await enter(page, "zone-right-lower");
  await expect(page.getByTestId("zone-right-lower")).toHaveAttribute("aria-pressed", "true");
  await type(page, "read-note", "Film too dark at the right base.");
  await expect(page.getByTestId("read-state")).toContainText("saved");
  await expect(workstation.sealed).toBeVisible();
  await workstation.keep("40-first-read");
  const received = exchanges.map(({ asked, answer }) => `${asked} -> ${answer}`);
  expect(received.join("\n")).toContain("study.open");
  for (const word of ["agreement", "votes", "unanimous", "heatMaps", "possible-miss"]) {
    expect(
      received.filter((message) => message.includes(word)),
      word,
    ).toEqual([]);
  }
  await page.keyboard.press("Control+Enter");
  await expect(page.getByTestId("read-committed")).toBeVisible();
  await expect(page.getByTestId("read-summary")).toContainText("right lower");
  await expect(page.getByTestId("flag")).toHaveAttribute("data-flag", "unresolved", { timeout: 60_000 });
  await expect(workstation.probabilities.first()).toBeVisible();
  await expect(page.getByTestId("panel-past")).toContainText(/past films/);
  await expect(page.getByTestId("panel-near")).toContainText(/panel probability of|no interval/);
  await expect(page.getByTestId("network-row").first()).toContainText(/test AUC 0\.\d\d \(0\.\d\d–0\.\d\d\)/);
  await expect(page.getByTestId("heat-thumbnail").first()).toBeVisible();
  await expect(workstation.rows.first()).toHaveAttribute("data-read", "committed");
  await workstation.keep("41-flagged");

  // A second study, whose reader asks for a second read.
  await workstation.press("n");
  await expect(page.getByTestId("commit-read")).toBeVisible();
  await seen(workstation);
  await workstation.press("o", "Enter");
  await expect(page.getByTestId("read-committed")).toBeVisible();
  await expect(page.getByTestId("ask-second")).toBeVisible();
  await workstation.press("s");
  await expect(page.getByTestId("ask-second")).toHaveCount(0);

  // The administrator sets a PIN, and two more readers come in.
  await workstation.press("Control+,");
  await arrowTo(page, page.getByTestId("settings-readers"));
  await type(page, "secret-wanted", secrets.one);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("readers-said")).not.toBeEmpty();
  for (const [name, secret] of [
    ["Dr Two", secrets.two],
    ["Dr Three", secrets.three],
  ] as const) {
    await type(page, "reader-name", name);
    await type(page, "reader-secret", secret);
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("reader").filter({ hasText: name })).toBeVisible();
  }
  await workstation.keep("42-readers");
  expect.soft(await violations(page)).toEqual([]);
  await arrowTo(page, page.getByTestId("settings-rules"));
  await expect(page.getByTestId("miss-promise")).toContainText("in 100 films");
  await workstation.keep("43-rules");
  expect.soft(await violations(page)).toEqual([]);
  await workstation.press("Escape", "F9");
  await expect(page.getByTestId("sign-in")).toBeVisible();
  await workstation.keep("44-sign-in");

  await signIn(page, "Dr Two", secrets.two);
  await workstation.press("F4");
  await expect(page.getByTestId("second-read")).toHaveCount(2);
  await expect(page.getByTestId("second-read").first()).toContainText("withheld");
  await workstation.keep("45-queue");
  expect.soft(await violations(page)).toEqual([]);
  await enter(page, "take-second");
  await seen(workstation);
  await expect(page.getByTestId("second-in-hand")).toBeVisible();
  await expect(page.getByTestId("finding-pneumonia")).toBeEnabled();
  await expect(workstation.sealed).toBeVisible();
  await workstation.keep("46-second-read");
  await workstation.press("p", "Enter");
  await expect(page.getByTestId("read-committed")).toBeVisible();
  await expect(workstation.probabilities.first()).toBeVisible({ timeout: 60_000 });
  await workstation.press("F4");
  await enter(page, "take-second");
  await seen(workstation);
  await expect(page.getByTestId("second-in-hand")).toBeVisible();
  await expect(page.getByTestId("finding-pneumonia")).toBeEnabled();
  await workstation.press("p", "Enter");
  await expect(page.getByTestId("read-committed")).toBeVisible();
  await workstation.press("F9");

  await signIn(page, "Dr Three", secrets.three);
  await workstation.press("F4");
  await enter(page, "settle-second");
  await tabTo(page, page.getByTestId("settle-pneumonia"));
  await page.keyboard.press("Space");
  await tabTo(page, page.getByTestId("radpeer-2a"));
  await page.keyboard.press("ArrowDown");
  await expect(page.getByTestId("radpeer-2b")).toBeChecked();
  // What looks through the page takes the focus with it.
  expect.soft(await violations(page)).toEqual([]);
  await type(page, "settle-note", "Consolidation behind the heart.");
  await workstation.keep("47-settle");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("settle-form")).toHaveCount(0);
  await workstation.press("Escape", "F9");

  // The first reader: signed in under the user's own name.
  await expect(page.getByTestId("sign-in")).toBeVisible();
  await signIn(page, /^(?!Dr )/, secrets.one);
  await workstation.press("F4");
  await expect(page.getByTestId("second-read").filter({ hasText: "RADPEER 2b" })).toBeVisible();
  await workstation.keep("48-settled");
  await workstation.press("Escape", "j", "j");
  await seen(workstation);
  await expect(page.getByTestId("owes-addendum")).toBeVisible();
  await workstation.press(";");
  await page.keyboard.type("Seen again: consolidation behind the heart.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByTestId("addendum")).toContainText("behind the heart");
  await expect(page.getByTestId("owes-addendum")).toHaveCount(0);
  await expect(page.getByTestId("final-answer")).toContainText("2b");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await workstation.press("'");
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/Pneumonia: no[^]*Addendum[^]*Final answer: yes[^]*MobileNetV2 \d+\.\d+\.\d+[^]*are an aid/);
  await tabTo(page, page.getByTestId("course").locator("summary"));
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("course-events")).toContainText("asked for a second read");
  await expect(page.getByTestId("notice")).toHaveCount(0);
  await workstation.keep("49-final");
  expect.soft(await violations(page)).toEqual([]);

  // What became of this reader's two reads.
  await workstation.press("F7");
  await expect(page.getByTestId("figure-final-reader")).toContainText("Sensitivity");
  await expect(page.getByTestId("figure-kinds")).toBeVisible();
  await workstation.keep("56-statistics");
  expect.soft(await violations(page)).toEqual([]);
});
