"use client";

import { useTranslations } from "next-intl";
import { type ComponentType, useEffect, useState, useSyncExternalStore } from "react";
import { whenIdle } from "./when-idle";

/** Loads a part of the page. @returns whether it is there; false where its download failed */
type Load = () => Promise<boolean>;

/** Parts that are not there yet. */
const unloaded = new Set<Load>();
/** Parts that are on the page already, but whose download failed. */
const missing = new Set<Load>();
let isInUse = false;
let isPreloading = false;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function changed(): void {
  for (const listen of listeners) listen();
}

/** Whether the person has begun to use the page, or has had it open for a while. */
export function useIsInUse(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isInUse,
    () => false,
  );
}

/** A mark in the browser's performance timeline: all parts are there, so the page works without the network. */
const ALL_LOADED = "concord:all-loaded";

/** Before another attempt to download what failed, in milliseconds. The browser's own sign of being online comes too early or not at all. */
const RETRY_AFTER = 5_000;

/** Calls a function once, when the network may be back. */
function whenOnline(retry: () => void): () => void {
  const end = () => {
    clearTimeout(timer);
    window.removeEventListener("online", again);
  };
  const again = () => {
    end();
    retry();
  };
  const timer = setTimeout(again, RETRY_AFTER);
  window.addEventListener("online", again);
  return end;
}

/** Loads all parts, and those that come with them, when the browser is idle. */
function preload(): void {
  if (isPreloading) return;
  isPreloading = true;
  whenIdle(async () => {
    const loaded = await Promise.all([...unloaded].map((load) => load()));
    isPreloading = false;
    if (!loaded.every(Boolean)) whenOnline(preload);
    else if (unloaded.size > 0) preload();
    else performance.mark(ALL_LOADED);
  });
}

/** A component whose code may not be there yet. */
type OnDemand<P> = ComponentType<P> & {
  load: Load;
  useIsLoaded(): boolean;
};

/**
 * A component whose code is loaded when it is first shown, or soon after the person has begun to use the page. It renders nothing on the
 * server, and nothing until it is there. Where its download fails, `Preload` says so, and it is tried again.
 *
 *     const Dialog = onDemand(() => import("./dialog").then((module) => module.Dialog));
 */
export function onDemand<P extends object>(load: () => Promise<ComponentType<P>>): OnDemand<P> {
  let loaded: ComponentType<P> | null = null;
  let loading: Promise<boolean> | null = null;
  const loadOnce: Load = () => {
    loading ??= load().then(
      (component) => {
        loaded = component;
        unloaded.delete(loadOnce);
        missing.delete(loadOnce);
        changed();
        return true;
      },
      () => {
        loading = null;
        return false;
      },
    );
    return loading;
  };
  unloaded.add(loadOnce);
  if (isInUse) preload();

  const useLoaded = () =>
    useSyncExternalStore(
      subscribe,
      () => loaded,
      () => null,
    );

  function OnDemand(props: P) {
    const Loaded = useLoaded();
    useEffect(() => {
      if (Loaded) return;
      let end = () => {};
      let isOver = false;
      const attempt = async () => {
        if ((await loadOnce()) || isOver) return;
        missing.add(loadOnce);
        changed();
        end = whenOnline(attempt);
      };
      void attempt();
      return () => {
        isOver = true;
        end();
        if (missing.delete(loadOnce)) changed();
      };
    }, [Loaded]);
    return Loaded && <Loaded {...props} />;
  }
  return Object.assign(OnDemand, { load: loadOnce, useIsLoaded: () => useLoaded() !== null });
}

/**
 * As `onDemand`, for what opens: its code is loaded when it first does. From then on it stays on the page, so that it can close.
 *
 * @param useIsOpen a hook that says whether it is open
 */
export function onOpening<P extends object>(
  load: () => Promise<ComponentType<P>>,
  useIsOpen: (props: P) => boolean = hasOpen,
): OnDemand<P> {
  const Part = onDemand(load);
  function OnOpening(props: P) {
    const isOpen = useIsOpen(props);
    const [hasOpened, setHasOpened] = useState(isOpen);
    if (!hasOpened && isOpen) setHasOpened(true);
    return hasOpened ? <Part {...props} /> : null;
  }
  return Object.assign(OnOpening, { load: Part.load, useIsLoaded: Part.useIsLoaded });
}

function hasOpen(props: { open?: boolean }): boolean {
  return props.open === true;
}

/** What shows that a person uses the page. */
const SIGNS = ["pointermove", "pointerdown", "touchstart", "wheel", "keydown"];

/** How long after it has loaded a page waits that nobody touches, in milliseconds: the network may be gone when they do. */
const LATEST = 5_000;

/**
 * Loads the parts of a page that are loaded on demand, as soon as the person begins to use it, and says where a part that is needed
 * cannot be loaded. A page has one.
 */
export function Preload() {
  const t = useTranslations();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = () => {
      end();
      isInUse = true;
      changed();
      preload();
    };
    const wait = () => {
      timer = setTimeout(begin, LATEST);
    };
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener("load", wait);
      for (const sign of SIGNS) window.removeEventListener(sign, begin);
    };
    for (const sign of SIGNS) window.addEventListener(sign, begin, { passive: true });
    if (document.readyState === "complete") wait();
    else window.addEventListener("load", wait);
    return end;
  }, []);
  const isMissing = useSyncExternalStore(
    subscribe,
    () => missing.size > 0,
    () => false,
  );
  return (
    <p
      role="status"
      className="fixed inset-x-4 bottom-4 z-60 mx-auto w-fit max-w-[calc(100vw-2rem)] rounded-md border border-control bg-raised px-4 py-2 text-ink shadow-lg empty:hidden print:hidden"
    >
      {isMissing && t("app.partMissing")}
    </p>
  );
}
