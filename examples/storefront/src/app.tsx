import { useEffect, useRef } from "react"
import { BrowserRouter, Route, Routes, useLocation } from "react-router-dom"

import { Header } from "./components/header"
import { CartPage } from "./pages/cart"
import { CheckoutPage } from "./pages/checkout"
import { NotFoundPage } from "./pages/not-found"
import { OfferPage } from "./pages/offer"
import { OrderPage } from "./pages/order"
import { SearchPage } from "./pages/search"
import { CartProvider } from "./state/cart"

export function App() {
  return (
    <BrowserRouter basename="/shop">
      <CartProvider>
        <a className="skip" href="#main">
          Skip to the content
        </a>
        <Header />
        <Main />
        <footer className="footer">
          An example shop for Resource Booking. All times to pay are the
          server&rsquo;s.
        </footer>
      </CartProvider>
    </BrowserRouter>
  )
}

/** On another page, the focus moves to it, for those who can't see the change. */
function Main() {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const first = useRef(pathname)
  useEffect(() => {
    if (first.current !== pathname) {
      first.current = pathname
      main.current?.focus()
      window.scrollTo(0, 0)
    }
  }, [pathname])
  return (
    <main id="main" ref={main} tabIndex={-1}>
      <Routes>
        <Route index element={<SearchPage />} />
        <Route
          path="groups/:handle"
          element={<OfferPage key="groups" kind="groups" />}
        />
        <Route
          path="resources/:handle"
          element={<OfferPage key="resources" kind="resources" />}
        />
        <Route path="cart" element={<CartPage />} />
        <Route path="checkout" element={<CheckoutPage />} />
        <Route path="orders/:id" element={<OrderPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </main>
  )
}
