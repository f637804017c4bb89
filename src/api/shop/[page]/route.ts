import { sendPage } from "../serve"

export const GET = sendPage
