import { useFormatter, useTranslations } from "next-intl";
import { fileSize } from "@/app/_ui/file-size";
import type { InstanceView } from "@/lib/operations/schemas";
import { Facts } from "./facts";

/** The processes of Concord that use the database. */
export function Instances({ instances }: { instances: readonly InstanceView[] }) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <ul className="divide-y divide-line border-line border-y">
      {instances.map(({ id, host, processId, version, state, startedAt, seenAt, memory, disk, mails }) => (
        <li key={id} className="py-4">
          <h3 className="wrap-anywhere">
            <span className="font-semibold">{host}</span> · {t(`server.instances.states.${state}`)}
          </h3>
          <Facts
            facts={[
              [t("server.instances.version"), version],
              [t("server.instances.process"), String(processId)],
              [t("server.instances.started"), format.dateTime(startedAt, "moment")],
              [t("server.instances.seen"), state === "silent" ? format.dateTime(seenAt, "moment") : null],
              [t("server.instances.memory"), fileSize(format, memory)],
              [
                t("server.instances.disk"),
                disk &&
                  t("server.instances.free", { free: fileSize(format, disk.free), size: fileSize(format, disk.size) }),
              ],
              [t("server.instances.mails"), t("server.instances.mailCounts", mails)],
            ]}
          />
        </li>
      ))}
    </ul>
  );
}
