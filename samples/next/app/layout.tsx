import type { ReactNode } from 'react';

export const metadata = { title: 'A sample of Agreement Atlas', icons: 'data:,' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
