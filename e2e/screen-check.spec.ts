import { expect, sharingTest as test } from "./support/test.ts";

test("the test pattern has exact grey levels, and a check is remembered with its reader", async ({
  workstation,
  page,
}) => {
  await workstation.press("Control+,");
  await page.getByTestId("settings-screen").click();
  await expect(page.getByTestId("screen-last")).toContainText("never checked");
  await page.getByTestId("show-pattern").click();
  const pattern = page.getByTestId("test-pattern");
  await expect(pattern).toBeVisible();
  await workstation.keep("07-test-pattern");
  const levels = await pattern.locator("canvas").evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
    const found = new Set<number>();
    let grey = true;
    for (let at = 0; at < (data?.length ?? 0); at += 4) {
      found.add(data?.[at] ?? -1);
      grey &&= data?.[at] === data?.[at + 1] && data?.[at] === data?.[at + 2];
    }
    return { levels: found.size, grey, width: canvas.width, height: canvas.height };
  });
  expect(levels).toEqual({ levels: 256, grey: true, width: 1600, height: 1000 });
  await workstation.press("Escape");
  await expect(pattern).toHaveCount(0);
  await page.getByTestId("pattern-good").click();
  await expect(page.getByTestId("screen-last")).toContainText("by the test pattern: as it should be");

  // Gamma 2.2 from 1 to 400 cd/m2 is not what the standard wants.
  const fields = page.getByTestId("luminance");
  for (let step = 0; step < 18; step++) {
    await fields.nth(step).fill((1 + 399 * ((step * 15) / 255) ** 2.2).toFixed(3));
  }
  await expect(page.getByTestId("luminance-result")).toContainText("Outside");
  await workstation.keep("08-screen-check");
  await page.getByTestId("keep-luminances").click();
  await expect(page.getByTestId("screen-last")).toContainText("not as it should be");
});
