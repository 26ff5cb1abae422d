import "react";

declare module "react" {
  /** Our own properties, such as `--lanes`, beside the standard ones. */
  interface CSSProperties {
    [property: `--${string}`]: string | number | undefined;
  }
}
