import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WorkstationPage } from "./pages/workstation.ts";
import { phantomFolder } from "./support/films.ts";
import { startShell } from "./support/shell.ts";
import { expect, sharingTest, test } from "./support/test.ts";

const emptyFolder = (): string => mkdtempSync(join(tmpdir(), "overread-e2e-files-"));
const phantoms = (count: number, seed: number): string[] => {
  const folder = phantomFolder(count, seed);
  return readdirSync(folder).map((name) => join(folder, name));
};

sharingTest(
  "a file that is not a film is named with what to do, and the rest is imported",
  async ({ workstation }) => {
    const note = join(emptyFolder(), "letter.dcm");
    writeFileSync(note, "Dear colleague, please find enclosed.\n");
    await workstation.importFiles([note, ...phantoms(1, 11)]);
    await expect(workstation.rejections).toContainText("letter.dcm is not a film");
    await expect(workstation.rejections).toContainText("Choose a DICOM, PNG or JPEG file");
    await expect(workstation.rows).toHaveCount(1);
    await workstation.keep("11-not-a-film");
  },
);

sharingTest("a film that is cut off is named, and is not in the list", async ({ workstation }) => {
  const [film = ""] = phantoms(1, 12).filter((name) => name.endsWith(".dcm"));
  const cut = join(emptyFolder(), "chest-12.dcm");
  const bytes = readFileSync(film);
  writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length * 0.4)));
  await workstation.importFiles([cut]);
  await expect(workstation.rejections).toContainText(/chest-12\.dcm is cut off after [\d.]+ of [\d.]+ MB/);
  await expect(workstation.rejections).toContainText("import it once more");
  await expect(workstation.rows).toHaveCount(0);
  await workstation.keep("12-truncated");
});

sharingTest("a folder without films says so", async ({ workstation }) => {
  const folder = emptyFolder();
  mkdirSync(join(folder, "papers"));
  writeFileSync(join(folder, "papers", "notes.txt"), "nothing here");
  writeFileSync(join(folder, "table.csv"), "a,b\n1,2\n");
  await workstation.importFolder(folder);
  await expect(workstation.progress).toContainText("holds no films");
  await workstation.keep("13-folder-without-films");
});

sharingTest("the same film twice is stored once", async ({ workstation }) => {
  const films = phantoms(2, 13);
  await workstation.importFiles(films);
  await workstation.importFiles(films);
  await expect(workstation.progress).toContainText("2 already here");
  await expect(workstation.rows).toHaveCount(2);
});

test("a full disk stops the import cleanly and keeps what came before", async ({ page }) => {
  const place = emptyFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=14m", "tmpfs", place], { stdio: "ignore" });
  } catch {
    test.skip(true, "this user may not mount a small tmpfs");
  }
  const shell = await startShell({ library: join(place, "library") });
  try {
    const workstation = new WorkstationPage(page);
    await workstation.enter(shell.entryFile);
    // It is told before it comes to that.
    await expect(page.getByTestId("notice").first()).toContainText("Make room before it is full", {
      timeout: 60_000,
    });
    // Films that the workstation draws go straight into the library, until no more fit.
    await page.getByTestId("phantoms").click();
    await workstation.importEnded();
    await expect(workstation.progress).toHaveAttribute("data-state", "failed");
    await expect(workstation.progress).toContainText("The disk that holds the library is full");
    // The list follows the import; it has settled where it stays the same for a second.
    let kept = 0;
    await expect(async () => {
      kept = await workstation.rows.count();
      expect(kept).toBeGreaterThan(0);
      await page.waitForTimeout(1_000);
      expect(await workstation.rows.count()).toBe(kept);
    }).toPass();
    await workstation.openStudy(0);
    await workstation.keep("14-full-disk");
    // Films from a file dialog are handed over first; these do not fit either.
    await page.getByTestId("pick-films").setInputFiles(phantoms(4, 1));
    const full = "The disk that holds the library is full";
    await expect(page.getByTestId("notice").filter({ hasText: full }).first()).toBeVisible();
    await expect(workstation.rows).toHaveCount(kept);
    await workstation.keep("15-full-disk-hand-over");
  } finally {
    await shell.stop();
    execFileSync("umount", ["--lazy", place]);
  }
});

test("a read that a library turned read-only does not take is kept in the window, said, and saved by itself once it can be", async ({
  workstation,
  shell,
}) => {
  const { page } = workstation;
  const library = join(shell.home, "library");
  // Not the index of the log beside it, which is memory that SQLite shares: Linux ends who writes it then.
  const files = ["library.sqlite", "library.sqlite-wal"].map((name) => join(library, name));
  const change = (flag: "+i" | "-i"): void => {
    execFileSync("chattr", [flag, library, ...files], { stdio: "ignore" });
  };
  await workstation.importFiles(phantoms(2, 15));
  await workstation.openStudy(0);
  const [state, note] = [page.getByTestId("read-state"), page.getByTestId("read-note")];
  await note.fill("Opacity of the left lower zone.");
  await expect(state).toHaveText("draft saved");
  try {
    change("+i");
  } catch {
    test.skip(true, "this user may not make files unchangeable (needs root and chattr)");
  }
  try {
    await note.fill("Opacity of the left lower zone, new since the last film.");
    const refused = page.getByTestId("notice").filter({ hasText: "cannot be written" });
    await expect(refused).toContainText("so nothing was saved. Make it writable again");
    await expect(state).toHaveText("draft not saved");
    await page.getByTestId("finding-pneumonia").click();
    await page.getByTestId("commit-read").click();
    await expect(page.getByTestId("read-committed")).toHaveCount(0);
    await workstation.keep("16-read-only-library");
    // Another study and back: what was typed is still there, and still said not to be saved.
    await workstation.openStudy(1);
    await expect(note).toHaveValue("");
    await workstation.openStudy(0);
    await expect(note).toHaveValue("Opacity of the left lower zone, new since the last film.");
    await expect(state).toHaveText("draft not saved");
  } finally {
    change("-i");
  }
  await expect(state).toHaveText("draft saved", { timeout: 15_000 });
  await page.reload();
  await workstation.openStudy(0);
  await expect(note).toHaveValue("Opacity of the left lower zone, new since the last film.");
  await expect(page.getByTestId("finding-pneumonia")).toHaveAttribute("aria-checked", "true");
});
