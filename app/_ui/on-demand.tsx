"use client";

import { useTranslations } from "next-intl";
import { type ComponentType, useEffect, useState, useSyncExternalStore } from "react";
import { whenIdle } from "./when-idle";

/**
 * Loads part of the page.
 * @returns whether it is loaded; false if the download failed
 */
type Load = () => Promise<boolean>;

/** Parts that haven't been loaded yet. */
const unloaded = new Set<Load>();
/** Parts that should be visible but couldn't be downloaded. */
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

/** Whether the user has started to use the page, or has had it open for a while. */
export function useIsInUse(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isInUse,
    () => false,
  );
}

/** Performance mark set when all parts are loaded. From then on, the page works offline. */
const ALL_LOADED = "concord:all-loaded";

/**
 * Delay before a failed download is tried again, in milliseconds. The browser's `online` event is no substitute,
 * because it fires too early or not at all.
 */
const RETRY_AFTER = 5_000;

/** Calls a function once, when the network may be available again. */
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

/** Loads all parts and their dependencies once the browser is idle. */
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

/** A lazily loaded component. */
type OnDemand<P> = ComponentType<P> & {
  load: Load;
  useIsLoaded(): boolean;
};

/**
 * A component whose code is loaded when it is first rendered, or soon after the user starts to use the page. It renders
 * nothing on the server or before it has been loaded. If the download fails, `Preload` shows an error and retries.
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
 * Like `onDemand`, for dialogs and popovers: the code is loaded when the component first opens. After that, the
 * component stays mounted, so that closing works.
 *
 * @param useIsOpen a hook that returns whether it is open
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

/** Events that show that a user is using the page. */
const SIGNS = ["pointermove", "pointerdown", "touchstart", "wheel", "keydown"];

/**
 * Delay, in milliseconds, before a page loads its parts even if nobody uses it. The network may be gone by the time the
 * user starts.
 */
const LATEST = 5_000;

/**
 * Preloads the page's on-demand parts once the user starts to use the page. Shows an error if a required part can't be
 * loaded. Each page has one instance.
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
