package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
)

// addFields puts fields into the JSON object that req carries. It is for what
// go-openai leaves out, such as a temperature of 0; what stands in for that
// there, the least number above 0, overflows in llama.cpp.
func addFields(req *http.Request, fields map[string]any) error {
	if len(fields) == 0 {
		return nil
	}
	object := map[string]any{}
	decoder := json.NewDecoder(req.Body)
	decoder.UseNumber()
	if err := decoder.Decode(&object); err != nil {
		return fmt.Errorf("add to a request: %w", err)
	}
	maps.Copy(object, fields)
	body, err := json.Marshal(object)
	if err != nil {
		return fmt.Errorf("add to a request: %w", err)
	}
	req.ContentLength = int64(len(body))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	req.Body, err = req.GetBody()
	return err
}
