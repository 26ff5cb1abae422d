import { useRouter } from "@tanstack/react-router";

/** Opens a page of this application without loading it anew; all other clicks stay the browser's. */
export function PageLink({
  href,
  onClick,
  children,
  ...rest
}: React.ComponentPropsWithRef<"a"> & { readonly href: string }) {
  const router = useRouter();
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        const isPlain =
          event.button === 0 &&
          !event.metaKey &&
          !event.ctrlKey &&
          !event.shiftKey &&
          !event.altKey;
        if (event.defaultPrevented || !isPlain) return;
        event.preventDefault();
        router.history.push(href);
      }}
    >
      {children}
    </a>
  );
}
