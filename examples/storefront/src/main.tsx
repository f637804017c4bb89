import "./styles/base.css"
import "./styles/forms.css"
import "./styles/layout.css"
import "./styles/offers.css"
import "./styles/calendar.css"
import "./styles/cart.css"

import { StrictMode } from "react"
import { createRoot } from "react-dom/client"

import { App } from "./app"

const root = document.getElementById("root")
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>
  )
}
