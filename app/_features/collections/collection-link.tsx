import { useTranslations } from "next-intl";
import { useState } from "react";
import { explain, sendJson } from "@/app/_features/request";
import { endWithUndo, withReauthentication } from "@/app/_features/session";
import { MadeLink, ShareOptions, shareState, WhoseNotes } from "@/app/_features/sharing";
import { Button } from "@/app/_ui/button";
import { FormProblem } from "@/app/_ui/form-problem";
import type { NewLink } from "@/lib/sharing/schemas";
import type { Collection } from "./use-collection";

interface CollectionLinkProps {
  collection: Collection;
  mayEdit: boolean;
}

/** The collection's link, and options for what people outside the team see when they open it. */
export function CollectionLink({ collection: { view, change, inTurn }, mayEdit }: CollectionLinkProps) {
  const t = useTranslations();
  /** Undefined until the user chooses an option. Until then, the new link expires when the previous one does. */
  const [days, setDays] = useState<number | null>();
  const [link, setLink] = useState<string | null>(null);
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  const { id, title, state, people, passages, withNames, views } = view;
  const isEmpty = passages.length === 0;
  const isOpen = state === "open";

  const make = async () => {
    if (isBusy || isEmpty) return;
    setBusy(true);
    setProblem("");
    try {
      const body: NewLink = { days: isOpen ? days : (days ?? null) };
      const made = () => sendJson<{ path: string }>("POST", `/api/shares/${id}/link`, body);
      const { path } = await inTurn(() => withReauthentication(made));
      setLink(new URL(path, window.location.origin).href);
    } catch (error) {
      setProblem(explain(t, error));
    } finally {
      setBusy(false);
    }
  };
  const end = () => {
    setLink(null);
    void endWithUndo(t, {
      address: `/api/shares/${id}`,
      ended: t("share.ended"),
      restored: t("share.restored"),
      mayUndo: mayEdit,
      reload: () => inTurn(async () => undefined),
      row: "share-it",
    });
  };

  return (
    <section id="share-it" tabIndex={-1} aria-labelledby="share-it-title" className="mt-12 outline-none">
      <h2 id="share-it-title" className="font-semibold font-serif text-heading">
        {t("collections.sharing")}
      </h2>
      <p className="mt-1 text-muted">{t("collections.what")}</p>
      <p className="mt-3">
        {state === "draft"
          ? t("collections.privateDraft")
          : `${shareState(t, view)} · ${t("share.views", { count: views })}`}
      </p>
      {mayEdit && (
        <>
          <WhoseNotes people={people} onChoose={(person, shown) => void change({ notes: [{ person, shown }] })} />
          <ShareOptions
            withNames={withNames}
            onNames={(names) => void change({ withNames: names })}
            days={days}
            onDays={setDays}
            hasBefore={isOpen}
          />
        </>
      )}
      <FormProblem>{problem}</FormProblem>
      <div className="mt-4 flex flex-wrap gap-3">
        {mayEdit && (
          <Button
            aria-disabled={isBusy || isEmpty || undefined}
            aria-describedby={isEmpty ? "share-it-first" : undefined}
            onClick={() => void make()}
            variant="primary"
          >
            {isOpen ? t("share.renew") : t("share.make")}
          </Button>
        )}
        {isOpen && (
          <Button aria-label={t("share.endNamed", { quote: title })} onClick={end}>
            {t("share.end")}
          </Button>
        )}
      </div>
      {isEmpty && mayEdit && (
        <p id="share-it-first" className="mt-2 text-muted text-small">
          {t("collections.makeFirst")}
        </p>
      )}
      <p role="status" className="mt-3 empty:hidden">
        {link && t("collections.made")}
      </p>
      {link && <MadeLink key={link} link={link} />}
    </section>
  );
}
