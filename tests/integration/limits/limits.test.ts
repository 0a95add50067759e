import { expect, it } from "vitest";
import { type Counted, consume } from "@/lib/limits/limits";
import { describeBothDatabases } from "../support/databases";

describeBothDatabases("consuming several rate limits together", ({ db }) => {
  it("consumes none of them if one is used up, even for concurrent requests", async () => {
    const plenty: Counted = { key: "plenty", limit: { burst: 10, seconds: 3_600 } };
    const scarce: Counted = { key: "scarce", limit: { burst: 1, seconds: 3_600 } };
    const askers = Array.from({ length: 8 }, () => consume(db(), [plenty, scarce]));
    const settled = await Promise.allSettled(askers);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (let left = 9; left > 0; left--) await consume(db(), [plenty]);
    await expect(consume(db(), [plenty])).rejects.toMatchObject({ code: "too-many-attempts" });
  });
});
