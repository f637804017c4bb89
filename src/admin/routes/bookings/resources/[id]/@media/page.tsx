import { EditResource } from "../../../../../components/resource/edit-resource"

const EditMedia = () => <EditResource part="media" />

export default EditMedia
